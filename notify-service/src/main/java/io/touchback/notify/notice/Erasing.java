package io.touchback.notify.notice;

import io.touchback.messaging.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;

/** Forgets customers: who they are and what they were told, not that they were told. */
@ApplicationScoped
public class Erasing {
  private final WaitingEvents waiting;
  private final Deciding deciding;
  private final Notices notices;
  private final Announcing announcing;
  private final Outbox outbox;

  Erasing(
      WaitingEvents waiting,
      Deciding deciding,
      Notices notices,
      Announcing announcing,
      Outbox outbox) {
    this.waiting = waiting;
    this.deciding = deciding;
    this.notices = notices;
    this.announcing = announcing;
    this.outbox = outbox;
  }

  /** These orders' customers want to be forgotten. */
  @Transactional(TxType.MANDATORY)
  public void onErased(Collection<String> orderIds) {
    if (orderIds.isEmpty()) {
      return;
    }
    deciding.tellNobody(waiting.take(orderIds));
    announcing.announce(notices.erase(orderIds));
    outbox.erase(orderIds);
  }
}
