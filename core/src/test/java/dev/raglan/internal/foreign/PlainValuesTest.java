package dev.raglan.internal.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.HashBasedTable;
import com.google.common.collect.ImmutableRangeMap;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Multimap;
import com.google.common.collect.Range;
import com.google.common.collect.Table;
import com.google.common.hash.HashCode;
import com.google.common.net.HostAndPort;
import com.google.common.primitives.ImmutableIntArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Int64Value;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.raglan.internal.json.Json;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.model.CaptureLimits;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import jakarta.json.bind.annotation.JsonbProperty;
import java.io.StringReader;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.eclipse.collections.impl.factory.Bags;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.Maps;
import org.eclipse.collections.impl.factory.Multimaps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Tuple2;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** Values of real libraries that Raglan knows by the names of their types alone. */
public class PlainValuesTest {

  private static final String TEXT =
      "{\"name\":\"n\",\"count\":7,\"ratio\":0.5,\"yes\":true,\"no\":false,\"none\":null,"
          + "\"list\":[1,\"two\",{\"three\":3}],\"empty\":{},\"password\":\"hunter2\"}";

  private static final String SHOWN = TEXT.replace("hunter2", "__REDACTED__");

  static Stream<Arguments> trees() {
    return trees(TEXT);
  }

  /** Returns the text as a tree of each mapper. */
  public static Stream<Arguments> trees(String text) {
    return Stream.of(
        Arguments.of("Jackson 3", new tools.jackson.databind.json.JsonMapper().readTree(text)),
        Arguments.of("Gson", JsonParser.parseString(text)),
        Arguments.of("org.json", new org.json.JSONObject(text)),
        Arguments.of("JSON-P", jakarta.json.Json.createReader(new StringReader(text)).readObject()),
        Arguments.of("Vert.x", vertx(text)),
        Arguments.of("Kotlin", kotlinx.serialization.json.Json.Default.parseToJsonElement(text)),
        Arguments.of("Micronaut", micronaut(text)),
        Arguments.of("BSON", org.bson.BsonDocument.parse(text)),
        Arguments.of("MongoDB", org.bson.Document.parse(text)));
  }

  private static Object micronaut(String text) {
    return io.micronaut.json.tree.JsonNode.from(
        new com.fasterxml.jackson.databind.json.JsonMapper()
            .convertValue(Json.tree(text), Object.class));
  }

  private static Object vertx(String text) {
    return new io.vertx.core.json.JsonObject(
        new org.json.JSONObject(text).toMap()); // Its parser needs more of Vert.x.
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trees")
  void writesTreesOfAnyMapperAsTheJsonThatTheyAre(String mapper, Object tree) {
    assertThat(Json.tree(Json.of(tree))).isEqualTo(Json.tree(SHOWN));
    assertThat(Json.tree(Json.of(List.of(tree)))).isEqualTo(Json.tree("[" + SHOWN + "]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trees")
  void followsPathsThroughTrees(String mapper, Object tree) {
    assertThat(PropertyPath.parse("name").find(tree)).isEqualTo("n");
    assertThat(PropertyPath.parse("list[-1].three").find(tree)).hasToString("3");
    assertThat(PropertyPath.parse("yes").find(tree)).isEqualTo(true);
    assertThat(PropertyPath.parse("none").find(tree)).isNull();
    assertThat(PropertyPath.parse("list[9]").find(tree)).isNull();
    assertThat(PropertyPath.parse("nothing.there").find(tree)).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trees")
  void hidesTheValueOfAPairThatNamesASecret(String mapper, Object ignored) {
    Object pair =
        trees("{\"name\":\"password\",\"value\":\"hunter2\"}")
            .filter(each -> each.get()[0].equals(mapper))
            .findFirst()
            .orElseThrow()
            .get()[1];
    assertThat(Json.of(pair)).doesNotContain("hunter2").contains("password");
  }

  @Test
  void writesNoMoreOfAHugeTreeThanTheLimitsAllow() {
    JsonArray numbers = new JsonArray();
    for (int i = 0; i < 200_000; i++) {
      numbers.add(i);
    }
    CaptureLimits limits = new CaptureLimits(300, 1000, 9);
    assertThat(Json.of(numbers, limits)).startsWith("[0,1,2");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void writesAVectorByItsLengthAndItsFirstNumbers(String form, Object vector) {
    assertThat(Json.of(vector)).contains("[100] [0.25, 0.25, 0.25, \u2026]").hasSizeLessThan(80);
  }

  static Stream<Arguments> vectors() {
    String text = "{\"vector\":[" + String.join(",", Collections.nCopies(100, "0.25")) + "]}";
    Double[] boxed = Collections.nCopies(100, 0.25).toArray(new Double[0]);
    return Stream.concat(
        trees(text)
            .filter(each -> !each.get()[0].equals("Vert.x")), // Its own parser makes doubles.
        Stream.of(
            Arguments.of("boxed numbers", boxed),
            Arguments.of("boxed numbers in a record", Map.of("vector", boxed)),
            Arguments.of("Vavr", io.vavr.collection.Vector.of(boxed))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trees")
  void writesOtherNumbersOfATreeAsTheyAre(String mapper, Object ignored) {
    String whole = "{\"all\":[" + String.join(",", Collections.nCopies(100, "25")) + "]}";
    Object tree =
        trees(whole)
            .filter(each -> each.get()[0].equals(mapper))
            .findFirst()
            .orElseThrow()
            .get()[1];
    assertThat(Json.tree(Json.of(tree))).isEqualTo(Json.tree(whole));
  }

  @Test
  void endsAtATreeThatHoldsItself() {
    JsonArray cycle = new JsonArray();
    cycle.add(1);
    cycle.add(cycle);
    assertThat(Json.of(cycle)).isEqualTo("[1,\"<cycle com.google.gson.JsonArray>\"]");
  }

  @Test
  void putsTheTypeInPlaceOfATreeThatThrows() {
    org.json.JSONObject broken =
        new org.json.JSONObject() {
          @Override
          public java.util.Iterator<String> keys() {
            throw new StackOverflowError();
          }
        };
    broken.put("a", 1);
    assertThat(Json.of(Map.of("k", broken)))
        .isEqualTo("{\"k\":\"<" + broken.getClass().getName() + ">\"}");
    assertThat(PropertyPath.parse("a").find(broken)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "18446744073709551617", "-0.0", "7.25"})
  void keepsNumbersAsTheyAre(String number) {
    Object tree = JsonParser.parseString("[" + number + "]");
    assertThat(Json.of(tree)).isEqualTo("[" + number + "]");
  }

  @Test
  void writesBytesInsideAJacksonTreeByTheirLength() {
    var tree = new tools.jackson.databind.json.JsonMapper().createObjectNode();
    tree.put("b", new byte[12]).putPOJO("o", List.of("x"));
    assertThat(Json.of(tree)).isEqualTo("{\"b\":\"byte[12]\",\"o\":[\"x\"]}");
  }

  // Protobuf and Avro

  @Test
  void writesMessagesByTheFieldsThatAreSet() {
    KeyValue message =
        KeyValue.newBuilder()
            .setKey("k")
            .setValue(AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("abc")))
            .build();
    assertThat(Json.of(message))
        .isEqualTo("{\"key\":\"k\",\"value\":{\"bytes_value\":\"byte[3]\"}}");
    assertThat(Json.of(KeyValue.getDefaultInstance())).isEqualTo("{}");
    assertThat(Json.of(KeyValue.newBuilder().setKey("building")))
        .isEqualTo("{\"key\":\"building\"}");
    assertThat(PropertyPath.parse("value.bytes_value").find(message)).isNotNull();
    assertThat(PropertyPath.parse("key").find(message)).isEqualTo("k");
  }

  @Test
  void writesTheJsonThatMessagesHoldAsJson() {
    Struct struct =
        Struct.newBuilder()
            .putFields("text", Value.newBuilder().setStringValue("t").build())
            .putFields("none", Value.newBuilder().setNullValue(NullValue.NULL_VALUE).build())
            .putFields(
                "list",
                Value.newBuilder()
                    .setListValue(
                        ListValue.newBuilder()
                            .addValues(Value.newBuilder().setNumberValue(2))
                            .addValues(Value.newBuilder().setBoolValue(true)))
                    .build())
            .putFields("api_key", Value.newBuilder().setStringValue("hunter2").build())
            .build();
    assertThat(Json.tree(Json.of(struct)))
        .isEqualTo(
            Json.tree(
                "{\"text\":\"t\",\"none\":null,\"list\":[2.0,true],"
                    + "\"api_key\":\"__REDACTED__\"}"));
    assertThat(Json.of(Struct.getDefaultInstance())).isEqualTo("{}");
    assertThat(Json.of(ListValue.getDefaultInstance())).isEqualTo("[]");
    assertThat(Json.of(Value.getDefaultInstance())).isEqualTo("null");
  }

  @Test
  void writesTheListsOfGeneratedMessages() {
    FieldMask mask = FieldMask.newBuilder().addPaths("a").addPaths("b").build();
    assertThat(Json.of(mask)).isEqualTo("{\"paths\":[\"a\",\"b\"]}");
    assertThat(Json.of(Map.of("paths", mask.getPathsList())))
        .isEqualTo("{\"paths\":[\"a\",\"b\"]}");
    SourceCodeInfo.Location place = SourceCodeInfo.Location.newBuilder().addPath(4).build();
    assertThat(Json.of(place)).isEqualTo("{\"path\":[4]}");
    assertThat(Json.of(List.of(place.getPathList()))).isEqualTo("[[4]]");
  }

  @Test
  void writesTimesAndWrappersAsWhatTheyAre() {
    assertThat(Json.of(Timestamp.newBuilder().setSeconds(1).build()))
        .isEqualTo("\"1970-01-01T00:00:01Z\"");
    assertThat(Json.of(com.google.protobuf.Duration.newBuilder().setSeconds(90).build()))
        .isEqualTo("\"PT1M30S\"");
    assertThat(Json.of(StringValue.of("s"))).isEqualTo("\"s\"");
    assertThat(Json.of(Int64Value.of(0))).isEqualTo("0");
  }

  @Test
  void masksFieldsThatTheDefinitionRedacts() throws Exception {
    FieldDescriptorProto.Builder secret =
        FieldDescriptorProto.newBuilder()
            .setName("diagnosis")
            .setNumber(1)
            .setType(FieldDescriptorProto.Type.TYPE_STRING)
            .setOptions(FieldOptions.newBuilder().setDebugRedact(true));
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("a.proto")
            .addMessageType(DescriptorProto.newBuilder().setName("Account").addField(secret))
            .build();
    Descriptor type =
        FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Account");
    DynamicMessage message =
        DynamicMessage.newBuilder(type).setField(type.findFieldByName("diagnosis"), "1234").build();
    assertThat(Json.of(message)).isEqualTo("{\"diagnosis\":\"***\"}");
  }

  @Test
  void writesAvroRecordsByTheirFields() {
    Schema kind = SchemaBuilder.enumeration("Kind").symbols("A", "B");
    Schema schema =
        SchemaBuilder.record("Doc")
            .fields()
            .requiredString("text")
            .optionalDouble("score")
            .name("kind")
            .type(kind)
            .noDefault()
            .requiredBytes("raw")
            .endRecord();
    GenericData.Record record = new GenericData.Record(schema);
    record.put("text", new org.apache.avro.util.Utf8("t"));
    record.put("kind", new GenericData.EnumSymbol(kind, "B"));
    record.put("raw", java.nio.ByteBuffer.allocate(4));
    assertThat(Json.of(record))
        .isEqualTo("{\"text\":\"t\",\"score\":null,\"kind\":\"B\",\"raw\":\"byte[4]\"}");
    assertThat(PropertyPath.parse("text").find(record)).hasToString("t");
  }

  // Containers

  static Stream<Arguments> containers() {
    Multimap<String, Integer> multimap = ArrayListMultimap.create();
    multimap.put("a", 1);
    multimap.put("a", 2);
    Table<String, String, Integer> table = HashBasedTable.create();
    table.put("row", "column", 3);
    return Stream.of(
        Arguments.of(com.google.common.base.Optional.of("x"), "\"x\""),
        Arguments.of(com.google.common.base.Optional.absent(), "null"),
        Arguments.of(multimap, "{\"a\":[1,2]}"),
        Arguments.of(table, "{\"row\":{\"column\":3}}"),
        Arguments.of(ImmutableIntArray.of(1, 2), "[1,2]"),
        Arguments.of(ImmutableRangeMap.of(Range.closed(1, 5), "x"), "{\"[1..5]\":\"x\"}"),
        Arguments.of(io.vavr.collection.HashMultimap.withSeq().of("a", 1, "a", 2), "{\"a\":[1,2]}"),
        Arguments.of(reactor.util.function.Tuples.of("a", 1, true), "[\"a\",1,true]"),
        Arguments.of(
            io.opentelemetry.api.common.Attributes.builder().put("a", 1).put("b", "x").build(),
            "{\"a\":1,\"b\":\"x\"}"),
        Arguments.of(Maps.immutable.of("a", 1), "{\"a\":1}"),
        Arguments.of(Maps.mutable.of("a", 1), "{\"a\":1}"),
        Arguments.of(Lists.immutable.of(1, 2), "[1,2]"),
        Arguments.of(Multimaps.immutable.list.of("a", 1, "a", 2), "{\"a\":[1,2]}"),
        Arguments.of(Bags.immutable.of("a", "a"), "[\"a\",\"a\"]"),
        Arguments.of(io.vavr.collection.List.of(1, "b"), "[1,\"b\"]"),
        Arguments.of(io.vavr.collection.Vector.empty(), "[]"),
        Arguments.of(io.vavr.collection.HashMap.of("k", 1), "{\"k\":1}"),
        Arguments.of(io.vavr.control.Option.some(Map.of("a", 1)), "{\"a\":1}"),
        Arguments.of(io.vavr.control.Option.none(), "null"),
        Arguments.of(io.vavr.control.Either.left("no"), "\"no\""),
        Arguments.of(io.vavr.control.Either.right("yes"), "\"yes\""),
        Arguments.of(io.vavr.control.Try.success(5), "5"),
        Arguments.of(io.vavr.Tuple.of(1, "b"), "[1,\"b\"]"),
        Arguments.of(io.vavr.control.Validation.invalid("bad"), "\"bad\""),
        Arguments.of(scala.Option.apply("x"), "\"x\""),
        Arguments.of(scala.Option.empty(), "null"),
        Arguments.of(new Tuple2<>("a", 1), "[\"a\",1]"),
        Arguments.of(new scala.util.Right<String, Integer>(4), "4"),
        Arguments.of(scalaList("b", "a"), "[\"a\",\"b\"]"),
        Arguments.of(
            scala.collection.immutable.Map$.MODULE$.<String, Integer>empty().updated("k", 1),
            "{\"k\":1}"));
  }

  private static Object scalaList(String last, String first) {
    scala.collection.immutable.List<String> list = scala.collection.immutable.List$.MODULE$.empty();
    return list.$colon$colon(last).$colon$colon(first);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void writesContainersByWhatTheyHold(Object container, String json) {
    assertThat(Json.of(container)).isEqualTo(json);
    assertThat(Json.of(Map.of("in", container))).isEqualTo("{\"in\":" + json + "}");
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of(Range.closed(1, 5), "[1..5]"),
        Arguments.of(ImmutableRangeSet.of(Range.atLeast(3)), "[[3..+\u221e)]"),
        Arguments.of(HostAndPort.fromParts("h", 80), "h:80"),
        Arguments.of(HashCode.fromInt(7), "07000000"),
        Arguments.of(new kotlin.ranges.IntRange(1, 5), "1..5"),
        Arguments.of(new kotlin.text.Regex("a+"), "a+"),
        Arguments.of(
            kotlin.uuid.Uuid.Companion.parse("550e8400-e29b-41d4-a716-446655440000"),
            "550e8400-e29b-41d4-a716-446655440000"),
        Arguments.of(
            kotlin.time.Instant.Companion.parse("2020-01-01T00:00:00Z"), "2020-01-01T00:00:00Z"),
        Arguments.of(
            scala.concurrent.duration.Duration$.MODULE$.apply(5, TimeUnit.SECONDS), "5 seconds"),
        Arguments.of(
            okhttp3.HttpUrl.get("http://u:hunter2@h/a?api_key=hunter2"),
            "http://__REDACTED__h/a?api_key=__REDACTED__"),
        Arguments.of(okhttp3.MediaType.get("text/plain"), "text/plain"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void writesTypesThatAreOneTextAsThat(Object value, String text) {
    assertThat(Json.of(value)).isEqualTo("\"" + text + "\"");
    assertThat(Json.of(List.of(value))).isEqualTo("[\"" + text + "\"]");
  }

  @Test
  void writesNothingForKotlinsUnit() {
    assertThat(Json.of(kotlin.Unit.INSTANCE)).isEqualTo("null");
  }

  @Test
  void writesTheValuesOfADatabase() {
    String json =
        "{\"_id\":{\"$oid\":\"507f1f77bcf86cd799439011\"},\"at\":{\"$date\":0},"
            + "\"price\":{\"$numberDecimal\":\"1.5\"}}";
    String written =
        "{\"_id\":\"507f1f77bcf86cd799439011\",\"at\":\"1970-01-01T00:00:00Z\",\"price\":1.5}";
    assertThat(Json.of(org.bson.Document.parse(json))).isEqualTo(written);
    assertThat(Json.of(org.bson.BsonDocument.parse(json))).isEqualTo(written);
  }

  @Test
  void writesTheDataOfLangChain4j() {
    assertThat(Json.of(List.of(Query.from("rain?"), new Metadata().put("page", 3))))
        .isEqualTo("[{\"text\":\"rain?\"},{\"page\":3}]");
    assertThat(Json.of(ToolExecutionRequest.builder().id("a").name("weather").build()))
        .isEqualTo("{\"id\":\"a\",\"name\":\"weather\"}");
  }

  @Test
  void writesTheDocumentsOfLangChain4j() {
    TextSegment segment = TextSegment.from("rain", new Metadata().put("page", 3));
    String written = "{\"text\":\"rain\",\"metadata\":{\"page\":3}}";
    assertThat(Json.of(segment)).isEqualTo(written);
    assertThat(Json.of(Content.from(segment)))
        .isEqualTo("{\"textSegment\":" + written + ",\"metadata\":{}}");
    assertThat(
            Json.of(
                new EmbeddingSearchResult<>(
                    List.of(
                        new EmbeddingMatch<>(
                            0.5, "a", Embedding.from(new float[] {1, 2}), segment)))))
        .isEqualTo(
            "{\"matches\":[{\"embeddingId\":\"a\",\"score\":0.5,\"embedded\":" + written + "}]}");
  }

  @Test
  void leavesLazyContainersAlone() {
    io.vavr.collection.Stream<Integer> endless = io.vavr.collection.Stream.from(1);
    assertThat(Json.of(endless)).startsWith("\"<io.vavr.collection.Stream");
    assertThat(Json.of(Lists.immutable.of(1).asLazy())).startsWith("\"<org.eclipse.collections");
    scala.collection.immutable.LazyList<Object> lazy =
        scala.collection.immutable.LazyList$.MODULE$.continually(
            () -> {
              throw new AssertionError("evaluated");
            });
    assertThat(Json.of(lazy)).startsWith("\"<scala.collection.immutable.LazyList");
  }

  // Names

  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  record Snake(String finishReason) {}

  /** Gives names in its own way. */
  public static class Shouting extends PropertyNamingStrategies.NamingBase {
    @Override
    protected String translate(String name) {
      return name.toUpperCase(java.util.Locale.ROOT) + "!";
    }
  }

  @JsonNaming(Shouting.class)
  record Loud(String word) {}

  /** A bean of JSON-B's. */
  public static class Person {
    @JsonbProperty("full_name")
    private final String name = "n";

    @JsonbProperty("never")
    private final String unseen = "u";

    public String getName() {
      return name;
    }
  }

  record Card(@JsonSerialize(using = ToStringSerializer.class) String number) {}

  @Test
  void namesPropertiesAsOtherMappersDo() {
    assertThat(Json.of(new Snake("stop"))).isEqualTo("{\"finish_reason\":\"stop\"}");
    assertThat(Json.of(new Loud("x"))).isEqualTo("{\"WORD!\":\"x\"}");
    assertThat(Json.of(new Person())).isEqualTo("{\"full_name\":\"n\"}");
    assertThat(PropertyPath.parse("finishReason").find(new Snake("stop"))).isEqualTo("stop");
  }

  @Test
  void showsTheTypeOfWhatJackson3SerializesInItsOwnWay() {
    assertThat(Json.of(new Card("4111"))).isEqualTo("{\"number\":\"<java.lang.String>\"}");
  }
}
