package dev.raglan.internal.type;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.raglan.annotation.Exclude;
import dev.raglan.annotation.Masked;
import dev.raglan.internal.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Annotated members whose property is not spelled like them, or that have none. */
@SuppressWarnings("unused") // Fields and getters are read by reflection.
class HiddenMembersTest {

  /** Fields as people, generators and conventions spell them. */
  public static final class Spellings {

    @Masked private final boolean isSick = true;
    @Masked private final String xPin = "LEAK";
    @Masked private final String aBTest = "LEAK";
    @Masked private final String uRL = "LEAK";
    @Masked private final String SSNumber = "LEAK";
    @Masked private final String _pin = "LEAK";
    @Masked private final String mName = "LEAK";
    @Masked private final String m_mail = "LEAK";
    @Masked private final String phone_ = "LEAK";
    @Exclude private final String $street = "LEAK";
    @Exclude private final Boolean isTall = true;

    public boolean isSick() {
      return isSick;
    }

    public String getXPin() {
      return xPin;
    }

    public String getABTest() {
      return aBTest;
    }

    public String getURL() {
      return uRL;
    }

    public String getSSNumber() {
      return SSNumber;
    }

    public String getPin() {
      return _pin;
    }

    public String getName() {
      return mName;
    }

    public String getMail() {
      return m_mail;
    }

    public String getPhone() {
      return phone_;
    }

    public String getStreet() {
      return $street;
    }

    public Boolean getIsTall() {
      return isTall;
    }
  }

  @Test
  void hidesAFieldWhateverTheSpellingOfItsGetter() {
    assertThat(Json.tree(Json.of(new Spellings())))
        .isEqualTo(
            Json.tree(
                "{'sick':'***','xpin':'***','abtest':'***','url':'***','ssnumber':'***',"
                        .replace('\'', '"')
                    + "'pin':'***','name':'***','mail':'***','phone':'***'}".replace('\'', '"')));
    for (String path :
        List.of("xPin", "getXPin", "aBTest", "uRL", "pin", "name", "mail", "phone")) {
      assertThat(PropertyPath.parse(path).find(new Spellings())).as(path).isEqualTo(RawJson.MASKED);
    }
    assertThat(PropertyPath.parse("sick").find(new Spellings())).isEqualTo(RawJson.MASKED);
    assertThat(PropertyPath.parse("street").find(new Spellings())).isNull();
    assertThat(PropertyPath.parse("isTall").find(new Spellings())).isNull();
  }

  /** Two fields that differ by a prefix alone. */
  public static final class Neighbours {

    @Masked private final String mName = "LEAK";
    private final String name = "Ann";

    public String getMName() {
      return mName;
    }

    public String getName() {
      return name;
    }
  }

  @Test
  void hidesNoNeighbourOfAFieldThatHasItsOwnGetter() {
    assertThat(Json.of(new Neighbours())).isEqualTo("{\"name\":\"Ann\",\"mname\":\"***\"}");
  }

  record MaskedValue(@Masked String value) {

    @JsonValue
    public String asText() {
      return value;
    }
  }

  /** The annotation stands on the method that stands for the object. */
  public static final class MaskedJsonValue {

    private final String value = "LEAK";

    @Masked
    @JsonValue
    public String text() {
      return value;
    }
  }

  /** The same, excluded. */
  public static final class ExcludedJsonValue {

    private final String value = "LEAK";

    @Exclude
    @JsonValue
    public String text() {
      return value;
    }
  }

  @Test
  void hidesTheJsonValue() {
    assertThat(Json.of(new MaskedJsonValue())).isEqualTo("\"***\"");
    assertThat(Json.of(new ExcludedJsonValue())).contains("<").doesNotContain("LEAK");
    assertThat(Json.of(new MaskedValue("LEAK"))).doesNotContain("LEAK");
  }

  /** Further properties, masked on the method. */
  public static final class MaskedAnyGetter {

    private final String id = "1";

    public String getId() {
      return id;
    }

    @Masked
    @JsonAnyGetter
    public Map<String, Object> others() {
      return Map.of("pin", "LEAK");
    }
  }

  /** Further properties, masked on the field. */
  public static final class MaskedAnyField {

    private final String id = "1";
    @Masked private final Map<String, Object> others = Map.of("pin", "LEAK");

    public String getId() {
      return id;
    }

    @JsonAnyGetter
    public Map<String, Object> getOthers() {
      return others;
    }
  }

  /** Further properties, excluded. */
  public static final class ExcludedAnyGetter {

    private final String id = "1";

    public String getId() {
      return id;
    }

    @Exclude
    @JsonAnyGetter
    public Map<String, Object> others() {
      return Map.of("pin", "LEAK");
    }
  }

  @Test
  void hidesWhatAnAnyGetterWouldShow() {
    assertThat(Json.of(new MaskedAnyGetter())).isEqualTo("{\"id\":\"1\",\"others\":\"***\"}");
    assertThat(Json.of(new MaskedAnyField())).contains("\"id\":\"1\"").doesNotContain("LEAK");
    assertThat(Json.of(new ExcludedAnyGetter())).isEqualTo("{\"id\":\"1\"}");
  }

  @Exclude
  record Diagnosis(String code) {}

  @Masked
  enum Blood {
    ZERO
  }

  /** An excluded type among others, by what is declared and by what is there. */
  record Patient(String name, Diagnosis diagnosis, Blood blood, Object note) {}

  @Test
  void hidesValuesOfAnnotatedTypes() {
    Diagnosis flu = new Diagnosis("LEAK");
    assertThat(Json.of(new Patient("Ann", flu, Blood.ZERO, flu)))
        .isEqualTo(
            "{\"name\":\"Ann\",\"blood\":\"***\",\"note\":\"<"
                + Diagnosis.class.getName()
                + ">\"}");
    assertThat(Json.of(List.of(Blood.ZERO, flu))).startsWith("[\"***\",\"<");
    assertThat(PropertyPath.parse("diagnosis.code").find(new Patient("Ann", flu, null, null)))
        .isNull();
    assertThat(PropertyPath.parse("note.code").find(new Patient("Ann", flu, null, flu))).isNull();
  }

  /** An annotated field that a getter of another name shows. */
  public static final class Misfit {

    @Masked private final String pin = "LEAK";
    private final String name = "Ann";

    public String getCode() {
      return pin;
    }

    public String getName() {
      return name;
    }
  }

  /** The same behind an annotation of Jackson, which makes any method a property. */
  public static final class AnnotatedMisfit {

    @Exclude private final String pin = "LEAK";

    @JsonProperty("code")
    public String code() {
      return pin;
    }
  }

  /** A serializer of its own may write whatever is in the object. */
  @JsonSerialize(using = Whole.class)
  record Serialized(String name, @Masked String pin) {}

  /** Writes all there is. */
  public static final class Whole extends JsonSerializer<Serialized> {

    @Override
    public void serialize(Serialized value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(value.name() + value.pin());
    }
  }

  /** As Kotlin compiles a property of a constructor: the annotation stays on the parameter. */
  public static final class ByConstructor {

    private final String pin;
    private final int size;

    public ByConstructor(@Masked String first, int second) {
      pin = first;
      size = second;
    }

    public String getPin() {
      return pin;
    }

    public int getSize() {
      return size;
    }

    public String getAll() {
      return pin + size;
    }
  }

  @Test
  void hidesTheObjectWhereAnAnnotatedMemberBelongsToNoPropertyAndWarnsOnce() {
    Logger logger = (Logger) LoggerFactory.getLogger(TypeView.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    logger.addAppender(lines);
    try {
      for (Object misfit :
          List.of(
              new Misfit(),
              new Misfit(),
              new AnnotatedMisfit(),
              new Serialized("Ann", "LEAK"),
              new ByConstructor("LEAK", 1))) {
        assertThat(Json.of(List.of(misfit)))
            .isEqualTo("[\"<" + misfit.getClass().getName() + ">\"]");
        assertThat(PropertyPath.parse("code").find(misfit)).isNull();
        assertThat(TypeView.of(misfit.getClass()).names()).isEmpty();
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .hasSize(4)
        .allSatisfy(
            line ->
                assertThat(line.getFormattedMessage())
                    .contains("not known which property @Exclude or @Masked on "));
  }

  /** A field that nothing shows harms nobody. */
  public static final class Unshown {

    @Exclude private final String note = "LEAK";
    private final String name = "Ann";

    public String getName() {
      return name;
    }

    public int length() {
      return note.length();
    }
  }

  /** All fields are properties. */
  @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
  static final class ByFields {

    @Masked private final String pin = "LEAK";
    private final String name = "Ann";
  }

  @Test
  void showsTheObjectWhereNothingShowsTheField() {
    assertThat(Json.of(new Unshown())).isEqualTo("{\"name\":\"Ann\"}");
    assertThat(Json.of(new ByFields())).isEqualTo("{\"pin\":\"***\",\"name\":\"Ann\"}");
  }

  record User(String name, String pin) {}

  record Group(
      @JsonIgnoreProperties("pin") User owner,
      @JsonIgnoreProperties("pin") List<User> members,
      @JsonIncludeProperties("name") User guest,
      @JsonIncludeProperties("name") Map<String, Object> free) {}

  @Test
  void hidesWhatAPropertyHidesOfItsValue() {
    User ann = new User("Ann", "LEAK");
    Group group = new Group(ann, List.of(ann), ann, Map.of("pin", "LEAK"));
    assertThat(Json.of(group))
        .isEqualTo(
            "{\"owner\":{\"name\":\"Ann\"},\"members\":[{\"name\":\"Ann\"}],"
                + "\"guest\":{\"name\":\"Ann\"},\"free\":{}}");
    assertThat(PropertyPath.parse("owner.pin").find(group)).isNull();
    assertThat(PropertyPath.parse("members[0].pin").find(group)).isNull();
    assertThat(PropertyPath.parse("owner.name").find(group)).isEqualTo("Ann");
  }

  /** A masked name of something. */
  @Masked
  public enum Illness {
    LEAK
  }

  /** A masked text. */
  @Masked
  public static final class Nickname implements CharSequence {

    @Override
    public char charAt(int index) {
      return "LEAK".charAt(index);
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return "LEAK".subSequence(start, end);
    }

    @Override
    public String toString() {
      return "LEAK";
    }
  }

  @Test
  void hidesValuesOfMaskedTypesThatAreKeysOfMaps() {
    for (Object key : List.of(Illness.LEAK, new Nickname())) {
      assertThat(Json.of(Map.of(key, 1))).doesNotContain("LEAK").contains(":1");
      assertThat(Json.of(Map.entry(key, 1))).doesNotContain("LEAK");
    }
  }

  record Login(String user, String pass) {}

  @Test
  void hidesAPasswordThatIsCalledPassButNoResultOfATest() {
    String password = "a7Xk9dLm2pQ4";
    assertThat(Json.of(new Login("ann", password))).contains("ann").doesNotContain(password);
    assertThat(Json.of(Map.of("pass", password))).doesNotContain(password);
    assertThat(Json.of(Map.of("pass", true))).contains("true");
    assertThat(Json.of(Map.of("pass", "partially"))).contains("partially");
  }
}
