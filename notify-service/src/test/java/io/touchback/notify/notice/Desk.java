package io.touchback.notify.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.touchback.messaging.Database;
import io.touchback.messaging.Packed;
import io.touchback.notify.notice.Deciding.ShopChange;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The reading half of the service, without Kafka, and a look into its tables; for tests. */
@Singleton
public class Desk {
  private static final int MORE_THAN_THERE_IS_ROOM = 10_000;

  private final Deciding deciding;
  private final Erasing erasing;
  private final HandOver handOver;
  final Database database;

  Desk(Deciding deciding, Erasing erasing, HandOver handOver, Database database) {
    this.deciding = deciding;
    this.erasing = erasing;
    this.handOver = handOver;
    this.database = database;
  }

  /** A shop that mails everything. */
  public void open(String shop) {
    open(shop, data -> data.putObject("notices"));
  }

  public void open(String shop, Consumer<ObjectNode> change) {
    var event = OrderEvents.json("ShopChanged.v1.json");
    var data = ((ObjectNode) event.get("data")).put("shop", shop);
    change.accept(data);
    var changed = new ShopChange(shop, data.toString(), Instant.now());
    QuarkusTransaction.requiringNew().run(() -> deciding.onShops(List.of(changed)));
  }

  public void read(OrderEvent... events) {
    QuarkusTransaction.requiringNew().run(() -> deciding.onOrders(List.of(events), Set.of()));
  }

  public void erase(String order) {
    QuarkusTransaction.requiringNew().run(() -> erasing.onErased(List.of(order)));
  }

  <T> T inTransaction(Callable<T> work) {
    return QuarkusTransaction.requiringNew().call(work);
  }

  /** What is decided by it leaves afterwards, by the sender. */
  <T> T inTransactionWithoutRoom(Callable<T> work) {
    handOver.expect(MORE_THAN_THERE_IS_ROOM);
    try {
      return inTransaction(work);
    } finally {
      handOver.expect(-MORE_THAN_THERE_IS_ROOM);
    }
  }

  /** Of this order, in the order in which they were decided. */
  public List<Row> notices(String order) {
    return database.query(
        row ->
            new Row(
                row.getObject("id", UUID.class),
                NoticeKind.of(row.getString("kind")),
                NoticeState.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getInt("unknowns"),
                row.getInt("fence")),
        """
        select id, kind, state, reason, attempts, unknowns, fence from notice
        where subject_id = ? order by seq
        """,
        order);
  }

  /** Events that wait for this shop. */
  public int waiting(String shop) {
    return database
        .query(row -> row.getInt(1), "select count(*) from waiting_event where shop = ?", shop)
        .get(0);
  }

  /** What is known of a shop, empty if nothing is. */
  public String identity(String shop) {
    return String.join(
        "",
        database.query(row -> row.getString(1), "select identity from shop where shop = ?", shop));
  }

  /** In how many rows, of all tables, this text is found. */
  public int rowsWith(String text) {
    return database
        .query(
            row -> row.getString(1),
            """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE'
            """)
        .stream()
        .mapToInt(table -> rowsWith(text, table))
        .sum();
  }

  private int rowsWith(String text, String table) {
    return database
        .query(
            row -> row.getInt(1),
            "select count(*) from " + table + " t where strpos(t::text, ?) > 0",
            text)
        .get(0);
  }

  /** In how many mails and contents of notices, which are packed, this text is found. */
  public long packedWith(String text) {
    return database
        .query(
            row ->
                (row.getBytes(1) == null ? "" : new String(Packed.unpacked(row.getBytes(1)), UTF_8))
                    + (row.getBytes(2) == null ? "" : KeptMail.read(row.getBytes(2))),
            "select content, mail from notice")
        .stream()
        .filter(kept -> kept.contains(text))
        .count();
  }

  /** How many events say that this notice was suppressed. */
  public int suppressed(String notice) {
    return database
        .query(
            row -> row.getInt(1),
            """
            select count(*) from outbox
            where type = 'io.touchback.NoticeSuppressed.v1' and payload like '%"' || ? || '"%'
            """,
            notice)
        .get(0);
  }

  /** In a transaction of its own: what one sees of the others does not change within one. */
  boolean somebodyWaitsForALock() {
    return QuarkusTransaction.suspendingExisting()
        .call(
            () ->
                database
                    .query(
                        row -> row.getBoolean(1),
                        "select exists (select from pg_locks where not granted)")
                    .get(0));
  }

  public Row only(String order) {
    var all = notices(order);
    if (all.size() != 1) {
      throw new AssertionError("One notice expected: " + all);
    }
    return all.get(0);
  }

  /** A notice of one's own order, as it stands in the table. */
  public record Row(
      UUID id,
      NoticeKind kind,
      NoticeState state,
      String reason,
      int attempts,
      int unknowns,
      int fence) {}
}
