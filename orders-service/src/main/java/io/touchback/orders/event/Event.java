package io.touchback.orders.event;

/** Something that happened, as we tell it: the implementing record is the event's data. */
public interface Event {
  /** CloudEvents type, as {@code io.touchback.OrderPlaced.v1}; never derived from a class name. */
  String type();

  /** Kafka topic. */
  String topic();

  /** The record key and CloudEvents subject. */
  String key();

  /** The shop that it happened at. */
  String shop();

  /** CloudEvents source. */
  default String source() {
    return "/shops/" + shop();
  }
}
