package io.touchback.bench.limit;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** notify-service's own HTML template, filled with an order of 20 lines and nothing else. */
public final class BareRendering {
  private static final Path TEMPLATE =
      Path.of(
          System.getProperty("touchback.root", ""),
          "notify-service/src/main/resources/templates/html/notice.html");

  private final Template template;
  private final Map<String, Object> mail = mail();

  public BareRendering() {
    try {
      var text = Files.readString(TEMPLATE);
      template =
          Engine.builder()
              .addDefaults()
              .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
              .build()
              // Its first line names a type that is not ours.
              .parse(text.substring(text.indexOf('\n') + 1), Variant.forContentType("text/html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String render() {
    return template.data("mail", mail).render();
  }

  /** Mails a second, by one thread. */
  public double rate(int count) {
    long start = System.nanoTime();
    long length = 0;
    for (int i = 0; i < count; i++) {
      length += render().length();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (length < count) {
      throw new IllegalStateException("Nothing was rendered");
    }
    return count / seconds;
  }

  private static Map<String, Object> mail() {
    var item = new HashMap<String, Object>();
    item.put("quantity", 2);
    item.put("name", "Glass beads, sea green, 4 mm - 40 pieces");
    item.put("variant", null);
    var mail = new HashMap<String, Object>();
    mail.put("language", "en");
    mail.put("direction", "ltr");
    for (var text :
        List.of(
            "subject",
            "headline",
            "preview",
            "greeting",
            "itemsTitle",
            "total",
            "whoToAsk",
            "whyThisMail")) {
      mail.put(text, "We have your order #1001 of Sunday 22 November & thank you");
    }
    mail.put("opening", List.of("We have your order of Sunday.", "It will be on its way soon."));
    mail.put("closing", List.of("It comes to 431.60 EUR."));
    mail.put("itemCount", "40 items");
    mail.put("items", IntStream.range(0, 20).mapToObj(n -> item).toList());
    for (var absent : List.of("markup", "parcel", "button")) {
      mail.put(absent, null);
    }
    var shop = new HashMap<String, Object>();
    shop.put("name", "Bead & Cord");
    shop.put("accent", "#1a5fb4");
    shop.put("onAccent", "#ffffff");
    shop.put("logoUrl", null);
    shop.put("links", List.of(Map.of("url", "https://beads.example", "label", "Shop")));
    mail.put("shop", shop);
    return mail;
  }
}
