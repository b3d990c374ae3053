package io.touchback.orders.shop;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.touchback.messaging.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the door needs to know of shops, of all that are asked for in one statement. */
@ApplicationScoped
class ShopReading {
  private final Database database;
  private final SecretSeal seal;

  ShopReading(Database database, SecretSeal seal) {
    this.database = database;
    this.seal = seal;
  }

  /** Those of these shops that there are. */
  List<KnownShop> of(Collection<String> names) {
    return names.isEmpty()
        ? List.of()
        : read(names).stream().collect(groupingBy(Row::shop)).values().stream()
            .map(this::known)
            .toList();
  }

  @Nullable String country(String name) {
    return database
        .query(
            row -> Optional.ofNullable(row.getString(1)),
            "select profile ->> 'country' from shop where name = ?",
            name)
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  private List<Row> read(Collection<String> names) {
    return database.query(
        Row::of,
        """
        select s.name, s.profile ->> 'country', k.platform, k.sealed, s.active
        from shop s left join shop_secret k on k.shop = s.name
        where s.name = any (?)
        order by s.name, k.platform, k.position
        """,
        (Object) names.toArray(String[]::new));
  }

  private KnownShop known(List<Row> rows) {
    var shop = rows.get(0);
    return new KnownShop(
        shop.shop(),
        shop.country(),
        shop.active(),
        rows.stream()
            .flatMap(row -> row.secrets().stream())
            .collect(
                groupingBy(
                    Sealed::platform, mapping(secret -> open(shop.shop(), secret), toList()))));
  }

  private String open(String shop, Sealed secret) {
    return seal.open(shop, secret.platform(), secret.bytes());
  }

  /** A shop and, if it has any, one of its secrets. */
  private record Row(String shop, @Nullable String country, boolean active, List<Sealed> secrets) {
    static Row of(ResultSet row) throws SQLException {
      var platform = row.getString(3);
      return new Row(
          row.getString(1),
          row.getString(2),
          row.getBoolean(5),
          platform == null ? List.of() : List.of(new Sealed(platform, row.getBytes(4))));
    }
  }

  private record Sealed(String platform, byte[] bytes) {}
}
