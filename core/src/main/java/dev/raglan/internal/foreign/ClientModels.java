package dev.raglan.internal.foreign;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests and answers of providers' clients whose accessors say less than what goes over the wire:
 * those of google-genai, Cohere and Azure are the trees that their own mapper makes of them, those
 * of Bedrock and Kendra in Amazon's SDK the fields that are set.
 */
final class ClientModels {

  private static final String GOOGLE = "com.google.genai.JsonSerializable";
  private static final String COHERE = "com.cohere.api.";
  private static final String AMAZON = "software.amazon.awssdk.";
  private static final List<String> AMAZONS_MODELS =
      List.of(AMAZON + "services.bedrock", AMAZON + "services.kendra");
  private static final String AGENTS = AMAZON + "services.bedrockagentruntime.";
  private static final List<String> AZURE = List.of("com.azure.ai.", "com.azure.search.documents.");

  private static final String ELASTICSEARCH = "co.elastic.clients.elasticsearch.core.search.";
  private static final String OPENSEARCH = "org.opensearch.client.opensearch.core.search.";
  private static final String PINECONE = "io.pinecone.unsigned_indices_model.";

  private ClientModels() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case GOOGLE -> (owner, type) -> google(owner);
      case AMAZON + "core.SdkPojo" -> ClientModels::amazon;
      case AMAZON + "core.document.Document" -> (owner, type) -> by("unwrap", owner);
      case AMAZON + "core.SdkBytes" -> (owner, type) -> by("asByteBuffer", owner);
      case ELASTICSEARCH + "ResponseBody" -> ClientModels::found;
      case "org.opensearch.client.opensearch.core.SearchResult" -> ClientModels::found;
      case "org.opensearch.client.opensearch.core.SearchResponse" -> ClientModels::found;
      case ELASTICSEARCH + "HitsMetadata", OPENSEARCH + "HitsMetadata" -> ClientModels::hits;
      case ELASTICSEARCH + "Hit", OPENSEARCH + "Hit" -> ClientModels::hit;
      case "com.azure.json.JsonSerializable" -> ClientModels::azure;
      case "com.azure.search.documents.models.SearchResult" -> (owner, type) -> azureResult(owner);
      case "redis.clients.jedis.search.Document" -> (owner, type) -> jedisDocument(owner);
      case "org.apache.solr.common.SolrDocument" -> (owner, type) -> solrDocument(owner);
      case "org.apache.solr.client.solrj.response.QueryResponse" ->
          (owner, type) -> WebTypes.object(owner, "results", "getResults");
      case PINECONE + "QueryResponseWithUnsignedIndices" ->
          (owner, type) -> WebTypes.object(owner, "matches", "getMatchesList");
      case PINECONE + "ScoredVectorWithUnsignedIndices" ->
          (owner, type) ->
              WebTypes.object(owner, "id", "getId", "score", "getScore", "metadata", "getMetadata");
      default -> null;
    };
  }

  /** Returns the form of a map that says that it does not know itself as one. */
  private static PlainForm solrDocument(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod names = PublicMethod.of(owner, "getFieldNames");
    PublicMethod member = PublicMethod.of(owner, "getFieldValue", String.class);
    return value -> {
      Collection<?> all = (Collection<?>) names.present(value);
      return new EntriesView(
          all.size(),
          all::iterator,
          name -> MapperTrees.entry(name, member.call(value, name)),
          name -> member.call(value, name));
    };
  }

  /** Returns the form of a document that has its fields as entries which can be gone through. */
  private static PlainForm jedisDocument(Class<?> owner) throws ReflectiveOperationException {
    PlainForm known = WebTypes.object(owner, "id", "getId", "score", "getScore");
    PublicMethod fields = PublicMethod.of(owner, "getProperties");
    return value -> {
      Map<Object, @Nullable Object> document = new LinkedHashMap<>();
      if (known.of(value) instanceof Map<?, ?> members) {
        document.putAll(members);
      }
      Map<Object, @Nullable Object> properties = new LinkedHashMap<>();
      for (Object each : (Iterable<?>) fields.present(value)) {
        Map.Entry<?, ?> field = (Map.Entry<?, ?>) each;
        properties.put(field.getKey(), field.getValue());
      }
      document.put("properties", properties);
      return document;
    };
  }

  private static PlainForm found(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    return WebTypes.object(owner, "took", "took", "hits", "hits");
  }

  private static PlainForm hits(Class<?> owner, Class<?> type) throws ReflectiveOperationException {
    return WebTypes.object(owner, "max_score", "maxScore", "hits", "hits");
  }

  private static PlainForm hit(Class<?> owner, Class<?> type) throws ReflectiveOperationException {
    return WebTypes.object(
        owner, "_index", "index", "_id", "id", "_score", "score", "_source", "source");
  }

  /** Returns the form of a class that has no ancestor to know it by; null for any other class. */
  static @Nullable PlainForm find(Class<?> type) throws ReflectiveOperationException {
    String holder = type.getPackageName();
    boolean isModel = holder.endsWith(".types") || holder.endsWith(".requests");
    return isModel && holder.startsWith(COHERE) && !type.isEnum() ? cohere(type) : null;
  }

  private static PlainForm by(String method, Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, method)::call;
  }

  private static PlainForm google(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod json = PublicMethod.of(owner, "toJson");
    return value -> ParsedJson.of(json.present(value).toString());
  }

  /** Those of other services may be secrets, and stay closed. */
  private static @Nullable PlainForm azure(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    if (AZURE.stream().noneMatch(type.getName()::startsWith)) {
      return null;
    }
    PublicMethod json = PublicMethod.of(owner, "toJsonString");
    return value -> ParsedJson.of(json.present(value).toString());
  }

  private static PlainForm azureResult(Class<?> owner) throws ReflectiveOperationException {
    Class<?> document =
        Class.forName("com.azure.search.documents.SearchDocument", false, owner.getClassLoader());
    PublicMethod read = PublicMethod.of(owner, "getDocument", Class.class);
    PlainForm scores =
        WebTypes.known(owner, "@search.score", "getScore", "@search.semantic", "getSemanticSearch");
    return value -> {
      Map<Object, Object> result = new LinkedHashMap<>();
      if (scores.of(value) instanceof Map<?, ?> known) {
        result.putAll(known);
      }
      Object semantic = result.remove("@search.semantic");
      Object rank =
          semantic == null
              ? null
              : WebTypes.known(semantic.getClass(), "rank", "getRerankerScore").of(semantic);
      if (rank instanceof Map<?, ?> ranked && ranked.get("rank") != null) {
        result.put("@search.rerankerScore", ranked.get("rank"));
      }
      result.put("document", read.call(value, document));
      return result;
    };
  }

  private static PlainForm cohere(Class<?> type) throws ReflectiveOperationException {
    Class<?> mappers = Class.forName(COHERE + "core.ObjectMappers", false, type.getClassLoader());
    Object mapper = mappers.getField("JSON_MAPPER").get(null);
    PublicMethod tree = PublicMethod.of(mapper.getClass(), "valueToTree", Object.class);
    return value -> tree.call(mapper, value);
  }

  /** Values of other services may be secrets, and stay closed. */
  private static @Nullable PlainForm amazon(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    if (AMAZONS_MODELS.stream().noneMatch(type.getName()::startsWith)) {
      return null;
    }
    Class<?> field = Class.forName(AMAZON + "core.SdkField", false, owner.getClassLoader());
    PublicMethod fields = PublicMethod.of(owner, "sdkFields");
    PublicMethod name = PublicMethod.of(field, "memberName");
    PublicMethod member = PublicMethod.of(field, "getValueOrDefault", Object.class);
    PlainForm set =
        value -> {
          Map<String, Object> object = new LinkedHashMap<>();
          for (Object each : (List<?>) fields.present(value)) {
            Object held = member.call(each, value);
            if (held != null && !isUnset(held)) {
              object.put(name.present(each).toString(), held);
            }
          }
          return object;
        };
    if (type.getSimpleName().startsWith("InvokeModel")) {
      return body("body", set, owner);
    }
    String holder = type.getPackageName();
    boolean isOfAgents = holder.startsWith(AGENTS);
    if (holder.endsWith(".responsestream") && !isOfAgents) {
      return body("bytes", set, owner);
    }
    PlainForm plain = withBytes(set, owner);
    boolean isEvent =
        holder.endsWith(".conversestreamoutput") || isOfAgents && holder.endsWith("responsestream");
    return isEvent ? event(type.getSimpleName(), plain) : plain;
  }

  /** Returns the form with bytes as an array, which is not copied. */
  private static PlainForm withBytes(PlainForm set, Class<?> owner)
      throws ReflectiveOperationException {
    Class<?> bytes = Class.forName(AMAZON + "core.BytesWrapper", false, owner.getClassLoader());
    PublicMethod array = PublicMethod.of(bytes, "asByteArrayUnsafe");
    return value -> {
      Map<Object, Object> object = new LinkedHashMap<>();
      if (set.of(value) instanceof Map<?, ?> members) {
        members.forEach(
            (name, held) -> object.put(name, bytes.isInstance(held) ? array.present(held) : held));
      }
      return object;
    };
  }

  /** Returns the form of an event as it is on the wire: an object with one member of its name. */
  private static PlainForm event(String type, PlainForm set) {
    String name = type.substring("Default".length());
    String wire = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return value -> {
      Object told = set.of(value);
      return told == null ? null : Map.of(wire, told);
    };
  }

  /** A list or map that nobody set is an empty one. */
  private static boolean isUnset(Object held) {
    return held instanceof Collection<?> list
        ? list.isEmpty()
        : held instanceof Map<?, ?> map && map.isEmpty();
  }

  /** Returns the form of what is sent for any model: JSON in the model's own terms, as bytes. */
  private static PlainForm body(String member, PlainForm set, Class<?> owner)
      throws ReflectiveOperationException {
    Class<?> bytes = Class.forName(AMAZON + "core.BytesWrapper", false, owner.getClassLoader());
    PublicMethod text = PublicMethod.of(bytes, "asUtf8String");
    return value -> {
      Map<?, ?> sent = (Map<?, ?>) set.of(value);
      Object body = sent == null ? null : sent.get(member);
      Object json = body == null ? null : ParsedJson.of(text.present(body).toString());
      return json instanceof Map<?, ?> members ? withModel(sent, members) : sent;
    };
  }

  private static Map<Object, Object> withModel(@Nullable Map<?, ?> sent, Map<?, ?> members) {
    Map<Object, Object> whole = new LinkedHashMap<>();
    if (sent != null && sent.get("modelId") != null) {
      whole.put("model", sent.get("modelId"));
    }
    whole.putAll(members);
    return whole;
  }
}
