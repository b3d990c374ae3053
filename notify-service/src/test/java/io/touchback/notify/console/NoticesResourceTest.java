package io.touchback.notify.console;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.touchback.local.TestStack;
import io.touchback.messaging.Database;
import io.touchback.notify.notice.AnOrder;
import io.touchback.notify.notice.Desk;
import io.touchback.notify.send.Delivery;
import io.touchback.notify.send.ScriptedGateway;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestStack.class)
class NoticesResourceTest {
  @Inject Desk desk;
  @Inject ScriptedGateway server;
  @Inject Database database;

  private final String shop = "shop-" + UUID.randomUUID();
  private final AnOrder order = AnOrder.of(shop);

  @BeforeEach
  void open() {
    server.reset();
    desk.open(shop);
  }

  @Test
  @DisplayName("S2-21: the seller sees precisely what the customer got")
  void aNoticeShowsWhatTheCustomerGot() {
    desk.read(order.event("OrderShipped.v1.some.json"));
    awaitSent(1);
    var mail = server.givenTo(order.address()).get(0);
    one(onlyId())
        .body("kind", equalTo("shipped"))
        .body("state", equalTo("sent"))
        .body("subject.id", equalTo(order.id()))
        .body("subject.number", equalTo("#1001"))
        .body("messageId", equalTo(mail.messageId()))
        .body("mail.to.address", equalTo(order.address()))
        .body("mail.from.address", equalTo("hello@beads.example.com"))
        .body("mail.replyTo.address", equalTo("help@beads.example.com"))
        .body("mail.subject", equalTo(mail.subject()))
        .body("mail.text", equalTo(mail.text()))
        .body("mail.html", equalTo(mail.html()))
        .body("mail.headers.name", hasItem("Message-ID"))
        .body("mail.headers.find { it.name == 'Message-ID' }.value", equalTo(mail.messageId()))
        .body("mail.headers.find { it.name == 'Auto-Submitted' }.value", equalTo("auto-generated"))
        .body("history.state", contains("pending", "sending", "sent"))
        .body("history[2].detail", equalTo("250 2.0.0 queued as TEST"))
        .body("history[2].at", notNullValue());
  }

  @Test
  void aSuppressedNoticeSaysWhy() {
    desk.read(order.event("OrderShipped.v1.whole.json"));
    one(onlyId())
        .body("state", equalTo("suppressed"))
        .body("reason", equalTo("platform said don't notify"))
        .body("mail", nullValue());
  }

  @Test
  void noticesAreFoundByShopSubjectAndState() {
    desk.read(order.event("OrderPlaced.v1.json"), order.event("OrderShipped.v1.whole.json"));
    awaitSent(1);
    list("shop=" + shop).body("kind", contains("shipped", "order-confirmed"));
    list("subject=" + order.id()).body("kind", contains("shipped", "order-confirmed"));
    list("shop=" + shop + "&subject=%231001").body("", hasSize(2));
    list("shop=" + shop + "&state=suppressed").body("kind", contains("shipped"));
    list("shop=" + shop + "&state=SENT").body("kind", contains("order-confirmed"));
    list("shop=another&subject=" + order.id()).body("", hasSize(0));
  }

  @Test
  void aListGoesOnWhereItsPageEnds() {
    desk.read(order.event("OrderPlaced.v1.json"), order.event("OrderShipped.v1.whole.json"));
    var next =
        list("shop=" + shop + "&size=1").body("kind", contains("shipped")).extract().header("Link");
    var older = next.substring(next.indexOf('<') + 1, next.indexOf('>'));
    ops().get(older).then().statusCode(200).body("kind", contains("order-confirmed"));
  }

  @Test
  void anUnknownStateIsAProblem() {
    ops()
        .get("/api/notices?state=lost")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("suppressed"));
  }

  @ParameterizedTest
  @DisplayName("X1: what is not there, or not an id, is not found")
  @ValueSource(strings = {"7b1f3a0e-0000-4000-8000-000000000000", "1", "x'or'1", "%00"})
  void unknownNoticesAreNotFound(String id) {
    ops().urlEncodingEnabled(false).get("/api/notices/" + id).then().statusCode(404);
    ops().urlEncodingEnabled(false).post("/api/notices/" + id + "/resend").then().statusCode(404);
  }

  @ParameterizedTest
  @DisplayName("X1: closed to everybody else, and no redirect")
  @ValueSource(
      strings = {
        "/api/notices",
        "/api/notices/7b1f3a0e-0000-4000-8000-000000000000",
        "/api/notices;x=1",
        "/api/notices%3Bx",
        "/q/metrics",
        "/q/openapi",
        "/q/metrics;x"
      })
  void nobodyElseGetsIn(String path) {
    for (var stranger : new RequestSpecification[] {given(), login("ops", "wrong")}) {
      int status =
          stranger
              .urlEncodingEnabled(false)
              .redirects()
              .follow(false)
              .get(path)
              .then()
              .extract()
              .statusCode();
      assertTrue(status == 401 || status == 404, path + " answered " + status);
    }
  }

  @Test
  void healthIsOpenAndSpeaksOfTheSender() {
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'sender' }.data.sending", equalTo("yes"));
  }

  @Test
  void metricsAreForOperations() {
    desk.read(order.event("OrderShipped.v1.whole.json"));
    ops()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(
            containsString(
                "touchback_notices_total{kind=\"shipped\",reason=\"platform said don't notify\","
                    + "state=\"suppressed\"}"));
  }

  @Test
  @DisplayName("S2-3: one call sends it again, in a new mail")
  void staffCanSendItAgain() {
    desk.read(order.event("OrderShipped.v1.some.json"));
    awaitSent(1);
    var original = onlyId();
    var again = resend(original).statusCode(202).extract().<String>path("id");
    awaitSent(2);
    var mails = server.givenTo(order.address());
    assertNotEquals(mails.get(0).messageId(), mails.get(1).messageId());
    assertEquals(mails.get(0).references(), mails.get(1).references());
    one(again).body("resendOf", equalTo(original)).body("kind", equalTo("shipped"));
    one(original).body("resends", contains(again));
    await().untilAsserted(() -> one(again).body("state", equalTo("sent")));
    resend(again).statusCode(202);
    awaitSent(3);
    one(original).body("resends", hasSize(2));
  }

  @Test
  @DisplayName("S2-9: a customer whose address was wrong, or missing, is told at the right one")
  void staffCanSendItElsewhere() {
    desk.read(order.event("OrderPlaced.v1.no-address.json"));
    var original = onlyId();
    var to = "right-" + order.address();
    ops()
        .contentType("application/json")
        .body("{\"to\": \"" + to + "\"}")
        .post("/api/notices/" + original + "/resend")
        .then()
        .statusCode(202);
    await().until(() -> server.givenTo(to).size() == 1);
    ops()
        .contentType("application/json")
        .body("{\"to\": \"Zoe <a@b.example>, c@d.example\"}")
        .post("/api/notices/" + original + "/resend")
        .then()
        .statusCode(400);
  }

  @Test
  @DisplayName("S2-9: sent once more, it goes where it went, not where the first one did")
  void whatIsSentAgainGoesWhereItWent() {
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitSent(1);
    await().untilAsserted(() -> one(onlyId()).body("state", equalTo("sent")));
    var to = "right-" + order.address();
    var elsewhere = resend(onlyId(), to).statusCode(202).extract().<String>path("id");
    await().untilAsserted(() -> one(elsewhere).body("state", equalTo("sent")));
    resend(elsewhere).statusCode(202);
    await().until(() -> server.givenTo(to).size() == 2);
    assertEquals(1, server.givenTo(order.address()).size());
  }

  @Test
  @DisplayName("S2-9: what waits for a wrong address is superseded by the mail to the right one")
  void whatIsPutOffCanGoElsewhere() {
    server.answer(
        mail ->
            mail.to().address().equals(order.address())
                ? new Delivery.Deferred(451, "451 4.7.1 later")
                : ScriptedGateway.TAKEN);
    desk.read(order.event("OrderPlaced.v1.json"));
    var original = onlyId();
    await().until(() -> putOffForLong(original));
    resend(original, order.address()).statusCode(409).body("detail", containsString("on its way"));
    var to = "right-" + order.address();
    var again = resend(original, to).statusCode(202).extract().<String>path("id");
    await().untilAsserted(() -> one(again).body("state", equalTo("sent")));
    one(original).body("state", equalTo("suppressed")).body("reason", equalTo("superseded"));
    assertEquals(1, server.givenTo(to).size());
    assertEquals(1, desk.suppressed(original));
  }

  @Test
  void aNulIsNobodysShop() {
    ops().urlEncodingEnabled(false).get("/api/notices?subject=%00").then().statusCode(400);
  }

  @Test
  void anAddressThatWasGivenUpIsTriedAgain() {
    server.answer(mail -> new Delivery.Refused(550, "5.1.1", "550 5.1.1 no such user"));
    desk.read(order.event("OrderPlaced.v1.json"));
    await().untilAsserted(() -> one(onlyId()).body("state", equalTo("failed")));
    server.answer(mail -> ScriptedGateway.TAKEN);
    resend(onlyId()).statusCode(202);
    await().untilAsserted(() -> list("shop=" + shop).body("[0].state", equalTo("sent")));
  }

  @Test
  void whatIsOnItsWayIsNotSentAgain() {
    server.answer(mail -> new Delivery.Unknown("silent"));
    desk.read(order.event("OrderPlaced.v1.json"));
    resend(onlyId())
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", containsString("on its way"));
    server.answer(mail -> ScriptedGateway.TAKEN);
  }

  @Test
  void withoutAnAddressNothingIsSentAgain() {
    desk.read(order.event("OrderPlaced.v1.no-address.json"));
    resend(onlyId()).statusCode(409).body("detail", containsString("no address"));
  }

  @Test
  void anErasedCustomerIsNotWrittenToAgain() {
    desk.read(order.event("OrderPlaced.v1.json"));
    awaitSent(1);
    await().untilAsserted(() -> one(onlyId()).body("state", equalTo("sent")));
    desk.erase(order.id());
    resend(onlyId()).statusCode(409).body("detail", containsString("erased"));
    one(onlyId()).body("mail", nullValue()).body("state", equalTo("sent"));
  }

  @Test
  void theApiIsDescribed() {
    ops().get("/q/openapi").then().statusCode(200).body(containsString("/api/notices/{id}/resend"));
  }

  private boolean putOffForLong(String notice) {
    return database.update(
            """
            update notice set due_at = now() + interval '1 hour'
            where id = ?::uuid and state = 'RETRY'
            """,
            notice)
        == 1;
  }

  private void awaitSent(int mails) {
    await().until(() -> server.givenTo(order.address()).size() == mails);
    await().untilAsserted(() -> list("shop=" + shop + "&state=sending").body("", hasSize(0)));
  }

  private String onlyId() {
    return desk.only(order.id()).id().toString();
  }

  private static ValidatableResponse one(String id) {
    return ops().get("/api/notices/" + id).then().statusCode(200);
  }

  private static ValidatableResponse list(String query) {
    return ops().urlEncodingEnabled(false).get("/api/notices?" + query).then().statusCode(200);
  }

  private static ValidatableResponse resend(String id) {
    return ops().post("/api/notices/" + id + "/resend").then();
  }

  private static ValidatableResponse resend(String id, String to) {
    return ops()
        .contentType("application/json")
        .body("{\"to\": \"" + to + "\"}")
        .post("/api/notices/" + id + "/resend")
        .then();
  }

  private static RequestSpecification ops() {
    return login("ops", "ops-test");
  }

  private static RequestSpecification login(String user, String password) {
    return given().auth().preemptive().basic(user, password);
  }
}
