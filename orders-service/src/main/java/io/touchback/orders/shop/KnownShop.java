package io.touchback.orders.shop;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the door needs to know of a shop.
 *
 * @param active false once it took us off its platform
 */
public record KnownShop(
    String name, @Nullable String country, boolean active, Map<String, List<String>> secrets) {

  /** What this shop's platform signs with; empty if it was never told. */
  public List<String> secretsOf(String platform) {
    return secrets.getOrDefault(platform, List.of());
  }

  @Override
  public String toString() {
    return "KnownShop[" + name + "]";
  }
}
