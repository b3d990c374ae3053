package io.touchback.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Where a word is: in any column of any table of any service, packed or not, and in any log. */
final class Traces {
  private static final List<String> SERVICES = List.of("orders", "notify", "sla");

  private final House house;

  Traces(House house) {
    this.house = house;
  }

  List<String> of(String word) {
    return Stream.of(inTables(word), inPacked(word), inLogs(word)).flatMap(List::stream).toList();
  }

  /** Whatever the column, whatever its type. */
  List<String> inTables(String word) {
    return each(
        """
        select quote_ident(tablename) from pg_tables where schemaname = 'public'
        """,
        (service, table) ->
            !house
                .postgres
                .query(
                    service,
                    """
                    select count(*) from %s as row_of_it
                    where lower(row_of_it::text) like '%%%s%%' or row_of_it::text like '%%%s%%'
                    """
                        .formatted(table, word.toLowerCase(Locale.ROOT), hex(word)))
                .get(0)
                .equals("0"));
  }

  List<String> inPacked(String word) {
    return each(
        """
        select quote_ident(column_name) || ' from ' || quote_ident(table_name)
        from information_schema.columns where table_schema = 'public' and data_type = 'bytea'
        """,
        (service, column) ->
            house.postgres.query(service, "select " + column).stream()
                .anyMatch(kept -> kept != null && unpacked(kept).contains(lower(word))));
  }

  List<String> inLogs(String word) {
    return logs().stream().filter(log -> contains(log, word)).map(Path::toString).toList();
  }

  /** The services', the broker's and PostgreSQL's. */
  private List<Path> logs() {
    var data = house.postgres.query("orders", "show data_directory").get(0);
    try (var logs = Files.list(house.logs())) {
      return Stream.concat(logs, Stream.of(Path.of(data).resolveSibling("postgres.log"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> each(String places, Search search) {
    var found = new ArrayList<String>();
    for (var service : SERVICES) {
      for (var place : house.postgres.query(service, places)) {
        if (search.hits(service, place)) {
          found.add(service + "." + place);
        }
      }
    }
    return found;
  }

  /** As PostgreSQL shows bytes. */
  private static String unpacked(String bytea) {
    var bytes = HexFormat.of().parseHex(bytea, 2, bytea.length());
    return lower(new String(Lz4.unpacked(bytes), StandardCharsets.UTF_8));
  }

  private static String hex(String word) {
    return HexFormat.of().formatHex(word.getBytes(StandardCharsets.UTF_8));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean contains(Path log, String word) {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1)
          .contains(new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Search {
    boolean hits(String service, String place);
  }
}
