package io.touchback.sla.policy;

/**
 * What is wrong with a request, and where.
 *
 * @param field path to it, as {@code policies.order.dispatch.target}
 */
public record Violation(String field, String message) {}
