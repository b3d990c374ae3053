package io.touchback.notify.template;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Every sentence of every mail, in English; another language is a properties file beside it. */
@MessageBundle(value = "mail", locale = "en")
public interface MailTexts {
  // Subjects

  @Message("We have your order {number}")
  String orderConfirmedSubject(String number);

  @Message("Your order {number} has to wait a little")
  String orderHeldSubject(String number);

  @Message("The rest of your order {number} has to wait a little")
  String orderHeldRestSubject(String number);

  @Message("Your order {number} is on its way")
  String shippedWholeSubject(String number);

  @Message(
      "{#if count == 0}A parcel{#else if count == 1}One item{#else}Some items{/if} of your order {number} {#if count < 2}is{#else}are{/if} on the way")
  String shippedSomeSubject(String number, int count);

  @Message(
      "{#if count == 0}The last parcel{#else if count == 1}The last item{#else}The last items{/if} of your order {number} {#if count < 2}is{#else}are{/if} on the way")
  String shippedLastSubject(String number, int count);

  @Message("Tracking details for your order {number}")
  String trackingKnownSubject(String number);

  @Message("New tracking details for your order {number}")
  String trackingChangedSubject(String number);

  @Message("A parcel of your order {number} is not coming as planned")
  String shipmentCancelledSubject(String number);

  @Message("Out for delivery: your parcel from {shop}")
  String outForDeliverySubject(String shop);

  @Message("Ready to collect: your parcel from {shop}")
  String readyForPickupSubject(String shop);

  @Message("{carrier} could not deliver your parcel from {shop}")
  String attemptFailedSubject(String carrier, String shop);

  @Message("There is a problem with your parcel from {shop}")
  String parcelProblemSubject(String shop);

  @Message("Your parcel from {shop} is on its way back to us")
  String parcelReturningSubject(String shop);

  @Message("Delivered: your parcel from {shop}")
  String deliveredSubject(String shop);

  @Message("News of your parcel from {shop}")
  String returnedSubject(String shop);

  @Message("Collected: your parcel from {shop}")
  String collectedSubject(String shop);

  @Message("Your order {number} is cancelled")
  String orderCancelledSubject(String number);

  @Message("Your refund for order {number}")
  String refundedSubject(String number);

  // Headlines

  @Message("Thank you, we have your order")
  String orderConfirmedHeadline();

  @Message("We are sorry: your order has to wait")
  String orderHeldHeadline();

  @Message("We are sorry: the rest of your order has to wait")
  String orderHeldRestHeadline();

  @Message("Your order is on its way")
  String shippedWholeHeadline();

  @Message(
      "{#if count == 0}A parcel is{#else if count == 1}One item is{#else}Some of your items are{/if} on the way")
  String shippedSomeHeadline(int count);

  @Message(
      "{#if count == 0}The last parcel is{#else if count == 1}The last item is{#else}The last of your items are{/if} on the way")
  String shippedLastHeadline(int count);

  @Message("Your parcel can be followed now")
  String trackingKnownHeadline();

  @Message("Your parcel has new tracking details")
  String trackingChangedHeadline();

  @Message("This parcel is not coming as planned")
  String shipmentCancelledHeadline();

  @Message("Your parcel is out for delivery")
  String outForDeliveryHeadline();

  @Message("Your parcel is ready to collect")
  String readyForPickupHeadline();

  @Message("{carrier} could not deliver your parcel")
  String attemptFailedHeadline(String carrier);

  @Message("There is a problem with your parcel")
  String parcelProblemHeadline();

  @Message("Your parcel is on its way back to us")
  String parcelReturningHeadline();

  @Message("Your parcel was delivered")
  String deliveredHeadline();

  @Message("A parcel on its way back to us was delivered")
  String returnedHeadline();

  @Message("Your parcel was collected")
  String collectedHeadline();

  @Message("Your order is cancelled")
  String orderCancelledHeadline();

  @Message("Your money is on its way back")
  String refundedHeadline();

  // What they say

  @Message("Hello {name},")
  String hello(String name);

  @Message("Hello,")
  String helloThere();

  @Message(
      "Thank you for your order {number} of {day}. You will hear from us the moment it leaves.")
  String orderConfirmed(String number, String day);

  @Message(
      "Thank you for your order {number} of {day}. There is nothing to wait for in the post: this order needs no parcel.")
  String orderConfirmedDigital(String number, String day);

  @Message("Total: {amount}")
  String total(String amount);

  @Message("We cannot send your order {number} yet, and we are sorry about that.")
  String orderHeld(String number);

  @Message("We cannot send the rest of your order {number} yet, and we are sorry about that.")
  String orderHeldRest(String number);

  @Message("Your order {number} is not ready yet, and we are sorry about that.")
  String orderHeldToCollect(String number);

  @Message("The reason: {reason}")
  String reason(String reason);

  @Message("We now expect to send it on {day}.")
  String newDate(String day);

  @Message("We will tell you as soon as it leaves.")
  String newDateUnknown();

  @Message("We now expect it to be ready on {day}.")
  String newDateToCollect(String day);

  @Message("If you would rather not wait, reply to this mail and we will cancel the order.")
  String offerToCancel();

  @Message("If you would rather not wait, reply to this mail and we will cancel the rest.")
  String offerToCancelRest();

  @Message(
      "{#if count == 0}A parcel{#else if count == 1}One item{#else}{count} items{/if} of your order {number} left us on {day}.")
  String shipped(String number, int count, String day);

  @Message("Look out for {carrier}.")
  String lookOutFor(String carrier);

  @Message("Look out for {carrier} ({service}).")
  String lookOutForService(String carrier, String service);

  @Message("It is sent by {service}.")
  String sentBy(String service);

  @Message("It is expected on {day}.")
  String expectedOn(String day);

  @Message(
      "{#if count == 1}One more item{#else}{count} more items{/if} of this order will follow. You will get a mail when that parcel leaves.")
  String moreToCome(int count);

  @Message(
      "If it does not hold all of it, the rest will follow. You will get a mail when that parcel leaves.")
  String moreMayCome();

  @Message("With this parcel your order {number} is complete.")
  String nothingMoreToCome(String number);

  @Message("A note from us: {note}")
  String personalNote(String note);

  @Message("A parcel of your order {number} can be followed now.")
  String trackingKnown(String number);

  @Message(
      "The tracking details of a parcel of your order {number} have changed. Please use these from now on.")
  String trackingChanged(String number);

  @Message("The earlier number was {number}.")
  String earlierNumber(String number);

  @Message(
      "A parcel of your order {number} that we had told you about was called back. We are sorry for the confusion.")
  String shipmentCancelled(String number);

  @Message(
      "You will hear from us when these items leave. If you have a question in the meantime, just reply to this mail.")
  String shipmentCancelledNext();

  @Message("If you have a question, just reply to this mail.")
  String questions();

  @Message("A parcel of your order {number} is out for delivery and should be with you today.")
  String outForDelivery(String number);

  @Message("A parcel of your order {number} went out for delivery on {day}.")
  String wentOutForDelivery(String number, String day);

  @Message("A parcel of your order {number} is waiting for you to collect it.")
  String readyForPickup(String number);

  @Message("{carrier} tried to deliver a parcel of your order {number} and did not succeed.")
  String attemptFailed(String carrier, String number);

  @Message("{carrier} usually tries again or leaves it nearby, and says which.")
  String attemptFailedNext(String carrier);

  @Message("Something went wrong on the way with a parcel of your order {number}. We are sorry.")
  String parcelProblem(String number);

  @Message(
      "We have seen it too. If you know more than the carrier does, for example a better address, reply to this mail.")
  String parcelProblemNext();

  @Message("A parcel of your order {number} could not be delivered and is coming back to us.")
  String parcelReturning(String number);

  @Message("Reply to this mail and tell us how you would like to get it: we will find a way.")
  String parcelReturningNext();

  @Message("{carrier} says: {message}")
  String carrierSays(String carrier, String message);

  @Message("A parcel of your order {number} was delivered.")
  String delivered(String number);

  @Message("A parcel of your order {number} was delivered on {day}.")
  String deliveredOn(String number, String day);

  @Message(
      "You do not have it? Look around the house and ask your neighbours. If it does not turn up, reply to this mail and we will look for it.")
  String deliveredNext();

  @Message(
      "{carrier} says that a parcel of your order {number}, which was on its way back to us, was delivered.")
  String returned(String carrier, String number);

  @Message(
      "If it did not reach you, it is with us again: reply to this mail and tell us how you would like to get it.")
  String returnedNext();

  @Message("A parcel of your order {number} was collected.")
  String collected(String number);

  @Message("A parcel of your order {number} was collected on {day}.")
  String collectedOn(String number, String day);

  @Message("You did not collect it? Reply to this mail and we will look for it.")
  String collectedNext();

  @Message("Your order {number} was cancelled. Nothing more of it will be sent.")
  String orderCancelled(String number);

  @Message(
      "If you did not ask for this, or have already paid and hear nothing of your money, reply to this mail.")
  String orderCancelledNext();

  @Message("We have given you back {amount} for your order {number}.")
  String refunded(String amount, String number);

  @Message("We have given back your payment for your order {number}.")
  String refundedUnknown(String number);

  @Message("We have given back a part of your payment for your order {number}.")
  String refundedPart(String number);

  @Message("Banks take a few days to show it. It arrives on the account or card you paid with.")
  String refundedNext();

  // Labels

  @Message("In this parcel")
  String inThisParcel();

  @Message("Your order")
  String yourOrder();

  @Message("Refunded")
  String refundedItems();

  @Message("{#if count == 1}1 item{#else}{count} items{/if}")
  String itemCount(int count);

  @Message("Carrier")
  String carrierLabel();

  @Message("Tracking number")
  String trackingNumberLabel();

  @Message("Going to")
  String destinationLabel();

  @Message("Follow your parcel")
  String followParcel();

  @Message("See your order")
  String seeOrder();

  @Message("the carrier")
  String theCarrier();

  @Message("Questions? Reply to this mail: {contact} at {shop} reads it.")
  String askContact(String contact, String shop);

  @Message("Questions? Reply to this mail: a person at {shop} reads it.")
  String askShop(String shop);

  @Message("Shipping policy")
  String shippingPolicy();

  @Message("Returns policy")
  String returnsPolicy();

  @Message("You get this mail because you ordered from {shop}. Order {number}.")
  String whyThisMail(String shop, String number);
}
