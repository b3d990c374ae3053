package io.touchback.orders.tracking;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import io.touchback.orders.order.ParcelStatus;

/** Every sentence of the customer's page, in English; another language is a file beside it. */
@MessageBundle(value = "track", locale = "en")
public interface TrackingTexts {
  // What comes from outside stands between isolates, so that it cannot turn its neighbours around.

  @Message("Order \u2068{number}\u2069 – \u2068{shop}\u2069")
  String title(String number, String shop);

  @Message(
      """
      {#when headline}\
      {#is CANCELLED}This order was cancelled\
      {#is REFUNDED}Your money was given back\
      {#is NO_PARCEL}Nothing to wait for in the post\
      {#is in HELD HELD_TO_COLLECT}We are sorry: your order has to wait\
      {#is PREPARING}We are getting your order ready\
      {#is ON_THE_WAY}Your order is on its way\
      {#is PARTLY_ON_THE_WAY}Part of your order is on its way\
      {#is OUT_FOR_DELIVERY}Out for delivery\
      {#is READY_FOR_PICKUP}Ready to collect\
      {#is ATTENTION}A parcel needs a little help\
      {#is PARTLY_DELIVERED}Part of your order has arrived\
      {#is in DELIVERED DELIVERED_WITHOUT_REST}Delivered\
      {/when}""")
  String headline(OrderHeadline headline);

  @Message(
      """
      {#when headline}\
      {#is CANCELLED}Nothing of it will be sent. If you did not ask for this, write to us.\
      {#is REFUNDED}Nothing of this order will be sent.\
      {#is NO_PARCEL}This order needs no parcel.\
      {#is HELD}We cannot send it yet, and will tell you as soon as it leaves.\
      {#is HELD_TO_COLLECT}It is not ready to collect yet.\
      {#is PREPARING}Nothing has left yet. You will get a mail the moment it does.\
      {#is PARTLY_ON_THE_WAY}The rest will follow. You will get a mail when it leaves.\
      {#is ATTENTION}See below what happened, and what you can do.\
      {#is DELIVERED}All of it has arrived.\
      {#is DELIVERED_WITHOUT_REST}What we sent has arrived. The rest will not be sent.\
      {/when}""")
  String explanation(OrderHeadline headline);

  @Message("Order \u2068{number}\u2069")
  String order(String number);

  @Message("Placed on")
  String placedLabel();

  @Message("For")
  String customerLabel();

  @Message("Going to")
  String destinationLabel();

  @Message("The reason")
  String holdReasonLabel();

  @Message("We now expect to send it on")
  String holdDayLabel();

  @Message("We now expect it to be ready on")
  String readyDayLabel();

  @Message(
      "If you would rather not wait, write to us and we will cancel {#if partly}the rest{#else}the order{/if}.")
  String offerToCancel(boolean partly);

  @Message("{amount} was given back on {day}.")
  String refunded(String amount, String day);

  @Message("{#if all}Your payment{#else}Money{/if} was given back on {day}.")
  String refundedUnknown(String day, boolean all);

  @Message("Money back")
  String refundsLabel();

  @Message("Banks take a few days to show it.")
  String refundsNext();

  @Message("It is expected on {day}.")
  String expectedOn(String day);

  @Message(
      """
      {#when status}\
      {#is DELAYED}Your order is delayed\
      {#is OUT_FOR_DELIVERY}Out for delivery\
      {#is ATTEMPT_FAILED}It could not be delivered yet\
      {#is READY_FOR_PICKUP}Ready to collect\
      {#is PROBLEM}Something went wrong on the way\
      {#is RETURNING}It is on its way back to us\
      {#is DELIVERED}Delivered\
      {#is EXPIRED}No news for a long time\
      {#else}Your order is on its way\
      {/when}""")
  String headlineOfOne(ParcelStatus status);

  @Message("Your parcel")
  String yourParcel();

  @Message("{#if of == 1}Parcel {number}{#else}Parcel {number} of {of}{/if}")
  String parcel(int number, int of);

  @Message(
      """
      {#when status}\
      {#is UNKNOWN}Handed over\
      {#is LABEL}Packed\
      {#is PICKED_UP}With the carrier\
      {#is IN_TRANSIT}On its way\
      {#is DELAYED}On its way, with a delay\
      {#is OUT_FOR_DELIVERY}Out for delivery\
      {#is ATTEMPT_FAILED}Could not be delivered yet\
      {#is READY_FOR_PICKUP}Ready to collect\
      {#is PROBLEM}Something went wrong on the way\
      {#is RETURNING}On its way back to us\
      {#is DELIVERED}Delivered\
      {#is CANCELLED}Called back\
      {#is EXPIRED}No news for a long time\
      {/when}""")
  String status(ParcelStatus status);

  @Message(
      """
      {#when status}\
      {#is in UNKNOWN LABEL}It left us. The carrier's first scan is still to come.\
      {#is DELAYED}The carrier says that it will come later than planned.\
      {#is OUT_FOR_DELIVERY}The carrier is bringing it to you.\
      {#is ATTEMPT_FAILED}The carrier usually tries again or leaves it nearby, and says which.\
      {#is READY_FOR_PICKUP}It waits for you; the carrier says where and for how long.\
      {#is PROBLEM}We have seen it too. If you know more than the carrier does, for example a better address, write to us.\
      {#is RETURNING}Tell us how you would like to get it: we will find a way.\
      {#is DELIVERED}We hope you like it. Not there? Look around the house and ask your neighbours, then write to us.\
      {#is CANCELLED}{#if over}This parcel is not coming.{#else}This parcel is not coming as planned. You will hear from us when its items leave.{/if}\
      {#is EXPIRED}Write to us, and we will ask the carrier where it is.\
      {/when}""")
  String advice(ParcelStatus status, boolean over);

  @Message(
      """
      {#when stage}\
      {#is PACKED}Packed\
      {#is ON_THE_WAY}On its way\
      {#is OUT_FOR_DELIVERY}Out for delivery\
      {#is READY_FOR_PICKUP}Ready to collect\
      {#is DELIVERED}Delivered\
      {/when}""")
  String stage(TrackingView.Stage stage);

  @Message("Progress")
  String progressLabel();

  @Message("done")
  String stepDone();

  @Message("Carrier")
  String carrierLabel();

  @Message("Look out for \u2068{carrier}\u2069.")
  String lookOutFor(String carrier);

  @Message("The carrier says")
  String carrierSaysLabel();

  @Message("Tracking number")
  String numberLabel();

  @Message("Follow it at \u2068{carrier}\u2069")
  String followAt(String carrier);

  @Message("Follow it at the carrier")
  String follow();

  @Message("Left us on")
  String shippedLabel();

  @Message("Expected on")
  String expectedLabel();

  @Message("Was expected on")
  String wasExpectedLabel();

  @Message("Delivered on")
  String deliveredLabel();

  @Message("Last seen")
  String seenLabel();

  @Message("In this parcel")
  String inThisParcel();

  @Message("Will not be sent")
  String willNotBeSent();

  @Message("Still to come")
  String stillToCome();

  @Message("Your order")
  String yourOrder();

  @Message("Without a parcel")
  String withoutParcel();

  @Message("{#if count == 1}1 item{#else}{count} items{/if}")
  String itemCount(int count);

  @Message("Show {count} more")
  String showMore(int count);

  @Message("Questions?")
  String questions();

  @Message("\u2068{contact}\u2069 at \u2068{shop}\u2069 is glad to help.")
  String askContact(String contact, String shop);

  @Message("A person at \u2068{shop}\u2069 is glad to help.")
  String askShop(String shop);

  @Message("Shipping policy")
  String shippingPolicy();

  @Message("Returns policy")
  String returnsPolicy();

  @Message("Times are in {zone}.")
  String times(String zone);

  @Message("We cannot find this page")
  String notFoundTitle();

  @Message(
      "The link may be cut short or out of date. Open it once more from the latest mail about your order, or reply to that mail: a person reads it.")
  String notFound();

  @Message("We cannot show this page just now")
  String awayTitle();

  @Message(
      "The fault is ours and passes. Open the link again in a few minutes, or reply to the latest mail about your order: a person reads it.")
  String away();
}
