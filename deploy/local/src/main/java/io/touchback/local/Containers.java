package io.touchback.local;

import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The stack in containers, for machines with Docker; Testcontainers throws them away. */
final class Containers {
  private static final String KAFKA = "apache/kafka:4.1.1";
  private static final String POSTGRES = "postgres:18";

  private Containers() {}

  static LocalStack stack() {
    var kafka = new KafkaContainer(KAFKA);
    var postgres = new PostgreSQLContainer(POSTGRES);
    kafka.start();
    postgres.start();
    return new LocalStack(new ContainedBroker(kafka), new ContainedDatabase(postgres));
  }

  private record ContainedBroker(KafkaContainer kafka) implements Broker {
    @Override
    public String bootstrapServers() {
      return kafka.getBootstrapServers();
    }

    @Override
    public void close() {
      kafka.stop();
    }
  }

  private record ContainedDatabase(PostgreSQLContainer postgres) implements Database {
    @Override
    public String host() {
      return postgres.getHost();
    }

    @Override
    public int port() {
      return postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
    }

    @Override
    public String user() {
      return postgres.getUsername();
    }

    @Override
    public String password() {
      return postgres.getPassword();
    }

    @Override
    public void close() {
      postgres.stop();
    }
  }
}
