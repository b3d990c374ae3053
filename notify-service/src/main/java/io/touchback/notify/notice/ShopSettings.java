package io.touchback.notify.notice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shop wants of us.
 *
 * @param notices kinds switched on or off; a kind not named is on
 * @param active false = it took us out of its platform
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShopSettings(
    boolean mailTestOrders, @Nullable Map<String, Boolean> notices, @Nullable Boolean active) {
  /** Of a shop that has not told of itself. */
  static final ShopSettings UNKNOWN = new ShopSettings(false, null, null);

  boolean wants(NoticeKind kind) {
    return notices == null || !Boolean.FALSE.equals(notices.get(kind.word()));
  }

  boolean isActive() {
    return !Boolean.FALSE.equals(active);
  }
}
