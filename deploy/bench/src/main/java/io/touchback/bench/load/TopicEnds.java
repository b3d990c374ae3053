package io.touchback.bench.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where topics end. */
public final class TopicEnds {
  private TopicEnds() {}

  /**
   * @return the next offset by partition; empty for a topic that is not there yet
   */
  public static Map<Integer, Long> of(String servers, String topic) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      return admin.listTopics().names().get().contains(topic) ? of(admin, topic) : Map.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<Integer, Long> of(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    var asked =
        admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
            .flatMap(found -> found.partitions().stream())
            .map(found -> new TopicPartition(topic, found.partition()))
            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    var ends = new HashMap<Integer, Long>();
    admin
        .listOffsets(asked)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
    return ends;
  }
}
