package io.touchback.sla.alert;

import io.touchback.sla.SlaConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Where an operator reads on. */
@Singleton
public final class Links {
  private final String publicUrl;

  @Inject
  Links(SlaConfig config) {
    this(config.publicUrl());
  }

  Links(String publicUrl) {
    this.publicUrl = publicUrl.replaceAll("/+$", "");
  }

  /** The order's whole story, the shop's orders, or the services' health. */
  public String to(Alert.About subject, String shop) {
    return publicUrl
        + switch (subject.type()) {
          case "order" -> "/api/orders/" + subject.id();
          case "shop" -> "/api/orders?shop=" + shop;
          default -> "/q/health";
        };
  }
}
