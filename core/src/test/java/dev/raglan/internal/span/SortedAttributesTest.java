package dev.raglan.internal.span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortedAttributesTest {

  private static final AttributeKey<String> TEXT = AttributeKey.stringKey("key");
  private static final AttributeKey<Long> NUMBER = AttributeKey.longKey("key");

  private final SortedAttributes attributes = new SortedAttributes(0);

  @Test
  void holdsWhatOpenTelemetrysBuilderDoes() {
    Random random = new Random(21);
    for (int round = 0; round < 200; round++) {
      SortedAttributes all = new SortedAttributes(random.nextInt(4));
      AttributesBuilder builder = Attributes.builder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        String name = "key." + random.nextInt(40);
        if (random.nextBoolean()) {
          all.put(AttributeKey.stringKey(name), "v" + i);
          builder.put(name, "v" + i);
        } else {
          all.put(AttributeKey.longKey(name), (long) i);
          builder.put(name, i);
        }
      }
      Attributes expected = builder.build();
      assertThat(listed(all)).isEqualTo(listed(expected));
      assertThat(List.copyOf(all.asMap().entrySet()))
          .isEqualTo(List.copyOf(expected.asMap().entrySet()));
      assertThat(all.asMap()).isEqualTo(expected.asMap()).hasSize(all.size());
      assertThat(all.toBuilder().build()).isEqualTo(expected);
      expected.forEach((key, value) -> assertThat(all.<Object>get(any(key))).isEqualTo(value));
    }
  }

  @SuppressWarnings("unchecked")
  private static AttributeKey<Object> any(AttributeKey<?> key) {
    return (AttributeKey<Object>) key;
  }

  private static List<Map.Entry<AttributeKey<?>, Object>> listed(Attributes attributes) {
    List<Map.Entry<AttributeKey<?>, Object>> all = new ArrayList<>();
    attributes.forEach((key, value) -> all.add(Map.entry(key, value)));
    return all;
  }

  @Test
  void keepsTheLastValueOfANameWhateverItsType() {
    attributes.put(TEXT, "one");
    attributes.put(NUMBER, 2L);

    assertThat(attributes.size()).isEqualTo(1);
    assertThat(attributes.get(NUMBER)).isEqualTo(2);
    assertThat(attributes.get(TEXT)).isNull();
  }

  @Test
  void leavesOutNullAndAKeyWithoutAName() {
    attributes.put(TEXT, null);
    attributes.put(AttributeKey.stringKey(""), "value");

    assertThat(attributes.isEmpty()).isTrue();
    assertThat(attributes.asMap()).isEmpty();
  }

  @Test
  void isEqualToTheSameAttributes() {
    attributes.put(TEXT, "one");
    SortedAttributes same = new SortedAttributes(4);
    same.put(TEXT, "one");

    assertThat(attributes).isEqualTo(same).hasSameHashCodeAs(same).hasToString(same.toString());
    same.put(TEXT, "two");
    assertThat(attributes).isNotEqualTo(same);
  }

  @Test
  void cannotBeChangedThroughItsMap() {
    attributes.put(TEXT, "one");

    assertThatThrownBy(() -> attributes.asMap().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> attributes.asMap().put(NUMBER, 1L))
        .isInstanceOf(UnsupportedOperationException.class);
    var entries = attributes.asMap().entrySet().iterator();
    entries.next();
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }
}
