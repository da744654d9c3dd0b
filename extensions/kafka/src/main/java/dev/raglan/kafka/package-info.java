/**
 * A target that writes spans to a Kafka topic. {@link dev.raglan.kafka.Kafka} is its one public
 * type.
 */
@NullMarked
package dev.raglan.kafka;

import org.jspecify.annotations.NullMarked;
