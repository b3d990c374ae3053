package io.touchback.notify.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The events this service owns: each serialises to its golden and fits its schema. */
class OwnEventsTest {
  private static final Path EVENTS = Path.of("src/main/resources/events");
  private static final UUID NOTICE = UUID.fromString("d2f6a1c4-55b0-4f5e-8e0b-7a1c9e3b6f20");
  private static final String ORDER = "3b9f0a62-7f0e-4d6b-9d3a-5f2c7a1e4b10";
  private static final String PARCEL = "8c1de0b7-2f64-4a9d-8f1e-0d4a6b3c2e11";

  @Test
  void aSentNoticeIsAsItsGolden() {
    assertGolden(
        "NoticeSent.v1.shipped.json",
        ended(NoticeKind.SHIPPED, NoticeState.SENT, "<n.9c0c5b1e@beads.example.com>", null, 1));
    assertGolden(
        "NoticeSent.v1.order-held.json",
        ended(NoticeKind.ORDER_HELD, NoticeState.SENT, "<n.77aa5b1e@beads.example.com>", null, 2));
  }

  @Test
  void aNoticeResentByStaffIsAsItsGolden() {
    var resent =
        new Ended(
            NOTICE,
            "beads",
            NoticeKind.SHIPPED,
            ORDER,
            "#1001",
            PARCEL,
            NoticeState.SENT,
            null,
            "<n.1f00dcafe@beads.example.com>",
            1,
            UUID.fromString("0a4f3a8e-61b5-4c53-9a38-2f5a1b0c7d11"));
    assertGolden("NoticeSent.v1.resent.json", resent);
  }

  @Test
  void aSuppressedNoticeIsAsItsGolden() {
    assertGolden(
        "NoticeSuppressed.v1.json",
        ended(NoticeKind.SHIPPED, NoticeState.SUPPRESSED, null, "no address", 0));
  }

  @Test
  void aFailedNoticeIsAsItsGolden() {
    assertGolden(
        "NoticeFailed.v1.json",
        ended(
            NoticeKind.SHIPPED,
            NoticeState.FAILED,
            "<n.9c0c5b1e@beads.example.com>",
            "550 5.1.1 no such user",
            1));
  }

  static Stream<String> goldens() throws IOException {
    try (var files = Files.list(EVENTS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json") && !name.endsWith(".schema.json"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void everyGoldenFitsItsSchema(String golden) {
    assertEquals(Set.of(), errors(golden, read(golden).get("data")));
  }

  @Test
  @DisplayName("A schema that lets everything through proves nothing")
  void theSchemasRefuseWhatDoesNotFit() {
    for (var golden : List.of("NoticeSent.v1.shipped.json", "NoticeFailed.v1.json")) {
      var data = read(golden).get("data");
      for (var field : List.of("noticeId", "shop", "kind", "subject", "state", "at", "attempts")) {
        var without = data.<ObjectNode>deepCopy();
        without.remove(field);
        assertTrue(!errors(golden, without).isEmpty(), field);
      }
    }
  }

  private static Ended ended(
      NoticeKind kind, NoticeState state, String messageId, String reason, int attempts) {
    return new Ended(
        NOTICE,
        "beads",
        kind,
        ORDER,
        "#1001",
        kind == NoticeKind.SHIPPED ? PARCEL : null,
        state,
        reason,
        messageId,
        attempts,
        null);
  }

  private static void assertGolden(String file, Ended notice) {
    var golden = read(file);
    var event = Announcing.event(notice, Instant.parse(golden.get("time").asText()));
    assertEquals(golden.get("data"), EventJson.read(event.payload(), JsonNode.class));
    assertEquals(golden.get("type").asText(), event.type());
    assertEquals(golden.get("source").asText(), event.source());
    assertEquals(golden.get("subject").asText(), event.subject());
    assertEquals(golden.get("partitionkey").asText(), event.key());
    assertEquals("notices", event.topic());
  }

  private static Set<String> errors(String golden, JsonNode data) {
    var schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(read(golden.replaceAll("\\.v1\\..*", ".v1.schema.json")));
    return schema.validate(data).stream().map(Object::toString).collect(Collectors.toSet());
  }

  private static JsonNode read(String file) {
    try {
      return EventJson.MAPPER.readTree(EVENTS.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
