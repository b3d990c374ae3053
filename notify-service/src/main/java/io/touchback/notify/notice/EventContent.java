package io.touchback.notify.notice;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.touchback.notify.template.NoticeContent;
import io.touchback.notify.template.NoticeContent.Hold;
import io.touchback.notify.template.NoticeContent.Order;
import io.touchback.notify.template.NoticeContent.Previous;
import io.touchback.notify.template.NoticeContent.Refund;
import io.touchback.notify.template.NoticeContent.Scan;
import io.touchback.notify.template.NoticeContent.Shipment;
import io.touchback.notify.template.NoticeContent.Shop;
import org.jspecify.annotations.Nullable;

/** What an event told that its mail will tell on; kept with the notice until it is written. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EventContent(
    Order order,
    @Nullable Shipment shipment,
    @Nullable Scan scan,
    @Nullable Hold hold,
    @Nullable Refund refund,
    @Nullable Previous previous) {

  NoticeContent from(Shop shop, NoticeKind kind) {
    return new NoticeContent(kind.word(), shop, order, shipment, scan, hold, refund, previous);
  }
}
