package dev.raglan.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonView;
import dev.raglan.Raglan;
import dev.raglan.annotation.Bind;
import dev.raglan.annotation.BindResult;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Field;
import dev.raglan.annotation.Masked;
import dev.raglan.annotation.SpanAttribute;
import dev.raglan.annotation.Traced;
import dev.raglan.spi.KeepingTarget;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Masked and excluded members stay hidden in every shape of a class, in whatever they are passed
 * and wherever they are bound.
 */
class HiddenShapesTest {

  private static final String STREET = "LEAK-in-Elmstreet";

  /** A record that changes what it gets. */
  record Compact(String name, @Masked String street) {
    Compact {
      street = street.strip();
    }
  }

  record Excluded(String name, @Exclude String street) {}

  /** A property of a type that is given later. */
  record Box<T>(String name, @Masked T content) {}

  /** A getter that an interface has. */
  interface Holder {
    @Masked
    default String getStreet() {
      return STREET;
    }
  }

  static final class ByInterface implements Holder {
    public String getName() {
      return "Ann";
    }
  }

  /** As Lombok writes a class with a builder. */
  static final class Built {

    private final String name;
    @Masked private final String street;

    private Built(String name, String street) {
      this.name = name;
      this.street = street;
    }

    public String getName() {
      return name;
    }

    public String getStreet() {
      return street;
    }

    public BuiltBuilder toBuilder() {
      return new BuiltBuilder().street(street);
    }

    @Override
    public String toString() {
      return "Built(name=" + name + ", street=" + street + ")";
    }

    static final class BuiltBuilder {
      private String street;

      public BuiltBuilder street(String value) {
        this.street = value;
        return this;
      }

      @Override
      public String toString() {
        return "Built.BuiltBuilder(street=" + street + ")";
      }
    }
  }

  record Unwrapped(String name, @JsonUnwrapped Compact inner) {}

  record MaskedUnwrapped(String name, @Masked @JsonUnwrapped Excluded inner) {}

  record Viewed(String name, @Masked @JsonView(Object.class) String street) {}

  /** As Kotlin compiles a data class. */
  static final class Data {

    private final String name;
    private final String street;

    Data(String name, @Masked String street) {
      this.name = name;
      this.street = street;
    }

    public String getName() {
      return name;
    }

    public String getStreet() {
      return street;
    }

    public String component1() {
      return name;
    }

    public String component2() {
      return street;
    }

    @Override
    public String toString() {
      return "Data(name=" + name + ", street=" + street + ")";
    }
  }

  enum Card {
    GOLD;

    @Masked
    public String getStreet() {
      return STREET;
    }
  }

  static List<Object> shapes() {
    return List.of(
        new Compact("Ann", STREET),
        new Excluded("Ann", STREET),
        new Box<>("Ann", STREET),
        new Box<>("Ann", List.of(STREET)),
        new Box<>("Ann", new Compact("Ann", STREET)),
        new ByInterface(),
        new Built("Ann", STREET),
        new Built("Ann", STREET).toBuilder(),
        new Unwrapped("Ann", new Compact("Ann", STREET)),
        new MaskedUnwrapped("Ann", new Excluded("Ann", STREET)),
        new Viewed("Ann", STREET),
        new Data("Ann", STREET),
        Card.GOLD);
  }

  /** Methods that get and give such values. */
  static final class Service {

    @Traced("argument")
    Object argument(Object value) {
      return value;
    }

    @Traced("later")
    CompletableFuture<Object> later(Object value) {
      return CompletableFuture.completedFuture(value);
    }

    @Traced("mono")
    Mono<Object> mono(Object value) {
      return Mono.just(value);
    }

    @Traced("flux")
    Flux<Object> flux(Object value) {
      return Flux.just(value, value);
    }

    @Traced("stream")
    Stream<Object> stream(Object value) {
      return Stream.of(value, value);
    }

    @Traced("bound")
    @BindResult(attribute = "result")
    @BindResult(field = Field.TOPIC)
    Object bound(
        @Bind(Field.SESSION_ID) @SpanAttribute("attribute") Object id,
        @Bind(Field.CUSTOMER_ID) Object customer,
        @Bind(Field.TAGS) Object tags,
        @Bind(Field.CUSTOM_ATTRIBUTES) Object metadata,
        @Bind(Field.MODEL) Object model) {
      below();
      return id;
    }

    private void below() {
      Raglan.global().span("below").run(() -> {});
    }

    @Traced("fails")
    Object fails(Object value) {
      throw new IllegalStateException(
          "cannot " + value, new IllegalArgumentException(String.valueOf(value)));
    }
  }

  private static Object call(Raglan raglan, String name, Object... arguments) {
    try {
      return ReflectedCall.of(new Service(), name, arguments).tracedBy(raglan);
    } catch (Throwable thrown) {
      assertThat(thrown).isInstanceOf(IllegalStateException.class);
      return null;
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void areHiddenWhateverTheyArePassedInAndBoundTo(Object shape) {
    KeepingTarget kept = new KeepingTarget();
    Raglan raglan = Raglan.builder().joinGlobal(false).exportTo(kept).buildGlobal();
    try {
      for (Object value : containers(shape)) {
        call(raglan, "argument", value);
        if (!(shape instanceof Built.BuiltBuilder)) { // No annotation stands on its field.
          call(raglan, "fails", value);
        }
        raglan.span("facade").input(value).attribute("a", value).run(() -> {});
        raglan.params().register("p", value);
        raglan.rag().custom(value, value);
        raglan.log(value);
      }
      ((CompletableFuture<?>) call(raglan, "later", shape)).join();
      ((Mono<?>) call(raglan, "mono", shape)).block();
      ((Flux<?>) call(raglan, "flux", shape)).blockLast();
      ((Stream<?>) call(raglan, "stream", shape)).forEach(each -> {});
      call(raglan, "bound", shape, shape, List.of(shape), Map.of("m", shape), shape);
      call(raglan, "bound", shape, shape, shape, Map.of(shape, "m"), Optional.of(shape));
      raglan.flush(Duration.ofSeconds(30));
    } finally {
      raglan.close();
    }

    List<String> leaks = new ArrayList<>();
    for (SpanData span : kept.spans()) {
      span.getAttributes().forEach((key, value) -> note(span.getName(), key + "=" + value, leaks));
      note(span.getName(), span.getEvents() + " " + span.getStatus(), leaks);
    }
    assertThat(leaks).isEmpty();
  }

  private static void note(String name, String text, List<String> leaks) {
    if (text.contains("LEAK")) {
      leaks.add(name + ": " + text);
    }
  }

  private static List<Object> containers(Object shape) {
    Map<String, Object> mutable = new LinkedHashMap<>();
    mutable.put("k", shape);
    return List.of(
        shape,
        List.of(shape),
        new ArrayList<>(List.of(shape)),
        Set.of(shape),
        Map.of("k", shape),
        Map.of(shape, "v"),
        mutable,
        Collections.unmodifiableCollection(List.of(shape)),
        Optional.of(shape),
        new Object[] {shape},
        Map.entry("k", shape),
        Map.entry(shape, "v"),
        new Box<>("outer", "x").name().concat("!"),
        List.of(Map.of("k", List.of(Optional.of(shape)))),
        new java.util.concurrent.atomic.AtomicReference<>(shape),
        CompletableFuture.completedFuture(shape));
  }
}
