package dev.raglan.kafka;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** The secrets among a producer's properties, to be hidden in Kafka's messages. Immutable. */
final class PropertySecrets {

  private static final Pattern NAME =
      Pattern.compile("(?i).*(password|secret|jaas|token|credential|api[._-]?key|private).*");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'=;,]+");
  private static final int SHORTEST = 4;

  private final List<String> texts;

  PropertySecrets(Map<String, String> properties) {
    Map<String, ConfigDef.ConfigKey> known = ProducerConfig.configDef().configKeys();
    this.texts =
        properties.entrySet().stream()
            .filter(property -> isSecret(property.getKey(), known.get(property.getKey())))
            .flatMap(property -> withWords(property.getValue()))
            .filter(text -> text.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();
  }

  private static boolean isSecret(String name, ConfigDef.@Nullable ConfigKey key) {
    return (key != null && key.type == ConfigDef.Type.PASSWORD) || NAME.matcher(name).matches();
  }

  /** Returns the value and its words: a message about a login module quotes one of its options. */
  private static Stream<String> withWords(String value) {
    return Stream.concat(Stream.of(value), BETWEEN_WORDS.splitAsStream(value));
  }

  String hideIn(String text) {
    String hidden = text;
    for (String secret : texts) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }
}
