package io.touchback.orders.tracking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages under {@code templates/track}; all that enters them is escaped. */
@CheckedTemplate(basePath = "track")
final class TrackingPages {
  private TrackingPages() {}

  /**
   * @param nonce what the page's style sheet carries, so that no other one counts
   */
  static native TemplateInstance order(TrackingView order, String nonce);

  static native TemplateInstance notFound(String nonce);

  static native TemplateInstance away(String nonce);
}
