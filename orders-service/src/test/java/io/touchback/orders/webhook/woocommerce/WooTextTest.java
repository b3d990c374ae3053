package io.touchback.orders.webhook.woocommerce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.touchback.orders.webhook.Json;
import org.junit.jupiter.api.Test;

class WooTextTest {
  private static String text(String html) {
    return WooText.of(Json.of(JsonNodeFactory.instance.objectNode().put("t", html)), "t");
  }

  @Test
  void characterReferencesAreResolvedOnce() {
    assertEquals(
        "Ship – “it” & ‘go’ 8½ ×2",
        text("Ship &ndash; &#8220;it&#x201D; &amp; &lsquo;go&#8217; 8&frac12; &times;2"));
    assertEquals("&ndash; stays", text("&amp;ndash; stays"));
    assertEquals("R&D; &unknown; AT&T", text("R&D; &unknown; AT&T"));
  }

  @Test
  void tagsGoButEscapedOnesAreText() {
    assertEquals("Bracelet kit", text("Bracelet <span class=\"x\">kit</span><br/>"));
    assertEquals("<b> 3 < 4", text("&lt;b&gt; 3 < 4"));
  }

  @Test
  void referencesCannotSmuggleControlsIn() {
    assertEquals("a b", text("a&#13;&#10;b&#x202E;&#0;"));
    assertNull(text("&#9999999;&#xD800;"));
  }
}
