package io.touchback.messaging;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Creates a topic where it is absent; one that exists is never altered. */
@Singleton
final class Topics {
  static final String PROGRESS = "progress";
  static final String DEAD_LETTERS = "dead-letters";

  private static final Logger LOG = Logger.getLogger(Topics.class);
  private static final int PARTITIONS = 12;
  private static final Duration RETENTION = Duration.ofDays(7);

  /** A segment is deleted as a whole, when its last record is old enough. */
  private static final Duration SEGMENT = Duration.ofHours(12);

  private final KafkaClients clients;
  private final List<String> produced;
  private final Set<String> compacted;

  Topics(KafkaClients clients, MessagingConfig config) {
    this.clients = clients;
    this.produced = config.topics().orElse(List.of());
    this.compacted = Set.copyOf(config.compacted().orElse(List.of()));
  }

  void ensure(String topic) throws InterruptedException, ExecutionException {
    var admin = clients.admin("topics");
    try {
      if (!admin.listTopics().names().get().contains(topic)) {
        admin.createTopics(List.of(blueprint(topic))).all().get();
        LOG.infof("Topic %s was absent and has been created", topic);
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  /** The topics this service writes. */
  List<String> produced() {
    return produced;
  }

  boolean keepsNewestOnly(String topic) {
    return compacted.contains(topic);
  }

  private NewTopic blueprint(String topic) {
    return new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()).configs(settings(topic));
  }

  private Map<String, String> settings(String topic) {
    if (topic.equals(PROGRESS)) {
      // Its readers read it whole when they start: small segments, compacted soon.
      return Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(4 * 1024 * 1024),
          TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(Duration.ofHours(1).toMillis()));
    }
    return keepsNewestOnly(topic)
        ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
        : Map.of(
            TopicConfig.RETENTION_MS_CONFIG, String.valueOf(RETENTION.toMillis()),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(KafkaClients.LARGEST_REQUEST),
            TopicConfig.SEGMENT_MS_CONFIG, String.valueOf(SEGMENT.toMillis()));
  }
}
