package dev.raglan.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.model.CaptureLimits;
import dev.raglan.spi.JsonCodec;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonBeanTest {

  record Point(int x, int y) {

    /** Not a component. */
    public int getSum() {
      return x + y;
    }
  }

  record Empty() {}

  @Test
  void writesARecordByItsComponents() {
    assertThat(Json.of(new Point(1, 2))).isEqualTo("{\"x\":1,\"y\":2}");
    assertThat(Json.of(new Empty())).isEqualTo("{}");
  }

  /** A bean with what Jackson's annotations can say. */
  @JsonIgnoreProperties("ignoredByClass")
  public static class Annotated {

    public final String field = "f";
    final String hidden = "h";
    private boolean ready;
    private LocalDate day;

    @JsonProperty("renamed")
    public String getOriginal() {
      return "r";
    }

    @JsonIgnore
    public String getIgnored() {
      throw new IllegalStateException("read");
    }

    public String getIgnoredByClass() {
      throw new IllegalStateException("read");
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public String getAbsent() {
      return null;
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public List<String> getNothing() {
      return List.of();
    }

    public boolean isReady() {
      return true;
    }

    public Optional<LocalDate> getDay() {
      return Optional.of(LocalDate.EPOCH);
    }

    @JsonAnyGetter
    public Map<String, Object> getExtra() {
      return Map.of("extra", 1);
    }
  }

  @Test
  void readsTheAnnotationsOfJackson() {
    JsonNode tree = Json.tree(Json.of(new Annotated()));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("field", "f");
    expected.put("renamed", "r");
    expected.put("ready", true);
    expected.put("day", "1970-01-01");
    expected.put("extra", 1);
    assertThat(tree).isEqualTo(Json.tree(Json.of(expected)));
  }

  /** Named by a strategy. */
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Usage(int promptTokens, @JsonProperty("total") int totalTokens) {}

  /** Named among its siblings. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(value = TextPart.class, name = "text"))
  sealed interface ContentPart permits TextPart, ImagePart, PlainPart {}

  record TextPart(String text) implements ContentPart {}

  @JsonTypeName("image")
  record ImagePart(String url) implements ContentPart {}

  record PlainPart(String type, String text) implements ContentPart {}

  /** Named by its class, which says nothing. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  record OfClass(int value) {}

  @Test
  void writesTheNameOfATypeThatAnAnnotationGives() {
    assertThat(Json.of(List.of(new TextPart("a"), new ImagePart("b"), new PlainPart("c", "d"))))
        .isEqualTo(
            "[{\"type\":\"text\",\"text\":\"a\"},"
                + "{\"type\":\"image\",\"url\":\"b\"},"
                + "{\"type\":\"c\",\"text\":\"d\"}]");
    assertThat(Json.of(new OfClass(1))).isEqualTo("{\"value\":1}");
  }

  @Test
  void followsANamingStrategy() {
    assertThat(Json.of(new Usage(1, 2))).isEqualTo("{\"prompt_tokens\":1,\"total\":2}");
  }

  /** Leaves out what the filter equals. */
  public static final class Missing {

    @Override
    public boolean equals(Object other) {
      return "missing".equals(other);
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }

  record Filtered(
      @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Missing.class) String a,
      @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Missing.class) String b) {}

  @Test
  void leavesOutWhatAValueFilterNames() {
    assertThat(Json.of(new Filtered("missing", "there"))).isEqualTo("{\"b\":\"there\"}");
  }

  /** An interface whose getter is annotated. */
  public interface Customer {

    @Masked
    String getPhone();
  }

  /** A bean whose annotations stand in every place they may. */
  public static final class Private implements Customer {

    @Exclude private final String diagnosis = "flu";
    @Masked private final String name = "Ann";
    @Exclude @JsonProperty private final String onlyField = "x";
    private final int age = 7;

    public String getDiagnosis() {
      return diagnosis;
    }

    @JsonProperty("fullName")
    public String getName() {
      return name;
    }

    @Exclude
    public String getAddress() {
      throw new IllegalStateException("read");
    }

    @Masked
    public String getMail() {
      throw new IllegalStateException("read");
    }

    @Override
    public String getPhone() {
      throw new IllegalStateException("read");
    }

    public int getAge() {
      return age;
    }
  }

  @Test
  void excludesAndMasksWhereverTheAnnotationStands() {
    String json = Json.of(Map.of("deep", List.of(new Private())));
    JsonNode bean = Json.tree(json).at("/deep/0");
    assertThat(bean)
        .isEqualTo(
            Json.tree("{\"fullName\":\"***\",\"mail\":\"***\",\"phone\":\"***\",\"age\":7}"));
  }

  record Patient(@Exclude String diagnosis, @Masked String name, int age) {}

  @Test
  void excludesAndMasksRecordComponents() {
    assertThat(Json.of(new Patient("flu", "Ann", 7))).isEqualTo("{\"name\":\"***\",\"age\":7}");
  }

  /** Wraps a value. */
  public static final class Id {

    private final Object value;

    Id(Object value) {
      this.value = value;
    }

    @JsonValue
    public Object value() {
      return value;
    }
  }

  @Test
  void writesTheJsonValueOfAType() {
    assertThat(Json.of(List.of(new Id("a"), new Id(Map.of("b", new Patient("flu", "Ann", 7))))))
        .isEqualTo("[\"a\",{\"b\":{\"name\":\"***\",\"age\":7}}]");
    assertThat(Json.of(new Id(null))).isEqualTo("null");
    List<Object> loop = new ArrayList<>();
    loop.add(new Id(loop));
    assertThat(Json.of(loop)).isEqualTo("[\"<cycle java.util.ArrayList>\"]");
  }

  /** Has a serializer of its own. */
  @JsonSerialize(using = MoneySerializer.class)
  public record Money(long cents, Object extra) {}

  /** Writes an object, some of it by handing values back. */
  public static final class MoneySerializer extends JsonSerializer<Money> {

    @Override
    public void serialize(Money money, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject(money);
      out.writeNumberField("euros", money.cents() / 100);
      out.writeArrayFieldStart("parts");
      out.writeString("a");
      out.writeBoolean(true);
      out.writeNull();
      out.writeEndArray();
      out.writeObjectField("extra", money.extra());
      provider.defaultSerializeField("again", money.extra(), out);
      out.writeEndObject();
    }
  }

  @Test
  void runsASerializerButKeepsOurRulesForWhatItHandsBack() {
    Patient patient = new Patient("flu", "Ann", 7);
    assertThat(Json.of(List.of(new Money(500, patient))))
        .isEqualTo(
            "[{\"euros\":5,\"parts\":[\"a\",true,null],"
                + "\"extra\":{\"name\":\"***\",\"age\":7},"
                + "\"again\":{\"name\":\"***\",\"age\":7}}]");
    assertThat(Json.of(new Money(1, List.of(1).iterator()))).contains("\"extra\":\"<java.util.");
    assertThat(Json.of(new Money(1, LocalDate.EPOCH))).contains("\"extra\":\"1970-01-01\"");
  }

  /** Writes without end. */
  @JsonSerialize(using = EndlessSerializer.class)
  public static final class Flood {}

  /** Would fill any memory. */
  public static final class EndlessSerializer extends JsonSerializer<Flood> {

    @Override
    public void serialize(Flood flood, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      while (true) {
        out.writeString("more");
      }
    }
  }

  /** Fails. */
  @JsonSerialize(using = FailingSerializer.class)
  public static final class Failing {}

  /** Throws half-way. */
  public static final class FailingSerializer extends JsonSerializer<Failing> {

    @Override
    public void serialize(Failing value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      throw new StackOverflowError();
    }
  }

  @Test
  void stopsASerializerThatWritesTooMuchAndSurvivesOneThatFails() {
    assertThat(Json.of(List.of(new Flood()), new CaptureLimits(1000, 1000, 9)))
        .startsWith("[[\"more\",");
    assertThat(Json.of(List.of(new Failing(), 1)))
        .isEqualTo("[\"<dev.raglan.internal.json.JsonBeanTest$Failing>\",1]");
  }

  /** Shows only the last characters. */
  public static final class LastFour extends JsonSerializer<String> {

    @Override
    public void serialize(String text, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString("..." + text.substring(text.length() - 4));
    }
  }

  /** Counts instead of telling. */
  public static final class Counting extends StdConverter<List<String>, Integer> {

    @Override
    public Integer convert(List<String> values) {
      return values.size();
    }
  }

  record Account(
      @JsonSerialize(using = LastFour.class) String iban,
      @JsonSerialize(converter = Counting.class) List<String> owners,
      @JsonSerialize(contentUsing = LastFour.class) List<String> cards) {}

  @Test
  void honorsSerializersOfPropertiesBecauseTheyMayHideThings() {
    assertThat(Json.of(new Account("DE00123456", List.of("a", "b"), List.of("41110000"))))
        .isEqualTo("{\"iban\":\"...3456\",\"owners\":2,\"cards\":\"<java.util.List>\"}");
  }

  /** What an application's own codec renders. */
  public record Custom(String a) {}

  @Test
  void letsACodecRenderItsTypesAndBoundsTheResult() {
    JsonCodec codec =
        new JsonCodec() {
          @Override
          public boolean supports(Class<?> type) {
            return true;
          }

          @Override
          public Object toTree(Object value) {
            if (value instanceof Custom custom && custom.a().equals("throw")) {
              throw new StackOverflowError();
            }
            return value instanceof Custom custom && custom.a().equals("self")
                ? value
                : Map.of("tree", "x".repeat(200));
          }
        };
    JsonRenderer renderer =
        JsonRenderer.builder().codec(codec).limits(new CaptureLimits(100, 9, 9)).build();
    assertThat(renderer.json(new Custom("a"))).startsWith("{\"tree\":\"xxx").hasSizeLessThan(101);
    assertThat(renderer.json(new Custom("throw"))).contains("Custom>");
    assertThat(renderer.json(new Custom("self"))).contains("<cycle ");
    assertThat(renderer.json(List.of(1, "a"))).isEqualTo("[1,\"a\"]");
    assertThat(renderer.json(List.of(1).iterator())).contains("<java.util.");
  }

  record Login(String user, @Masked String token, String password) {}

  @Test
  void masksWhatItsNameAloneWouldHide() {
    assertThat(Json.of(new Login("ann", "t-1", "p-1")))
        .isEqualTo("{\"user\":\"ann\",\"token\":\"***\",\"password\":\"__REDACTED__\"}");
  }
}
