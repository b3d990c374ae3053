package io.touchback.orders;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** What a test finds in this service's database. */
@ApplicationScoped
public class Published {
  private final EntityManager entities;

  Published(EntityManager entities) {
    this.entities = entities;
  }

  /** The names of the events of a shop's orders, as {@code OrderPlaced}, oldest first. */
  public List<String> names(String shop) {
    return texts(
            "select type from outbox where source = '/shops/%s' and type not like '%%Shop%%'"
                    .formatted(shop)
                + " order by seq")
        .stream()
        .map(type -> type.replace("io.touchback.", "").replace(".v1", ""))
        .toList();
  }

  /** The first column of a query's rows, as text. */
  @SuppressWarnings("unchecked")
  public List<String> texts(String sql) {
    return QuarkusTransaction.requiringNew()
        .call(
            () ->
                ((List<Object>) entities.createNativeQuery(sql).getResultList())
                    .stream().map(String::valueOf).toList());
  }

  public long count(String sql) {
    return Long.parseLong(texts(sql).get(0));
  }
}
