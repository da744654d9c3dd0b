package dev.raglan.internal.foreign;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types of the web and of pages, by what they say: of the JDK, Spring, OkHttp and Retrofit. */
final class WebTypes {

  private static final String HTTP = "org.springframework.http.";
  private static final String OKHTTP = "okhttp3.";
  private static final String DATA = "org.springframework.data.domain.";

  private WebTypes() {}

  static PlainForm.@Nullable Finder finder(String name) {
    return switch (name) {
      case HTTP + "ResponseEntity" ->
          (owner, type) ->
              object(owner, "status", "getStatusCode", "headers", "getHeaders", "body", "getBody");
      case HTTP + "RequestEntity" ->
          (owner, type) ->
              object(
                  owner,
                  "method",
                  "getMethod",
                  "url",
                  "getUrl",
                  "headers",
                  "getHeaders",
                  "body",
                  "getBody");
      // One that was made of a template cannot say its address.
      case HTTP + "RequestEntity$UriTemplateRequestEntity" ->
          (owner, type) ->
              object(
                  owner,
                  "method",
                  "getMethod",
                  "url",
                  "getUriTemplate",
                  "headers",
                  "getHeaders",
                  "body",
                  "getBody");
      case HTTP + "HttpEntity" ->
          (owner, type) -> object(owner, "headers", "getHeaders", "body", "getBody");
      case HTTP + "HttpHeaders" -> (owner, type) -> headers(owner);
      case HTTP + "HttpMethod" -> (owner, type) -> type.isEnum() ? null : by("name", owner);
      case HTTP + "HttpStatusCode" -> (owner, type) -> by("value", owner);
      // The value is a secret, as the header is.
      case HTTP + "HttpCookie" -> (owner, type) -> object(owner, "name", "getName");
      case HTTP + "codec.ServerSentEvent" ->
          (owner, type) ->
              object(owner, "id", "id", "event", "event", "comment", "comment", "data", "data");
      case "java.net.http.HttpResponse" ->
          (owner, type) ->
              object(owner, "status", "statusCode", "headers", "headers", "body", "body");
      case "java.net.http.HttpHeaders" -> (owner, type) -> by("map", owner);
      case OKHTTP + "Headers" -> (owner, type) -> by("toMultimap", owner);
      case OKHTTP + "Request" ->
          (owner, type) -> object(owner, "method", "method", "url", "url", "headers", "headers");
      case OKHTTP + "Response" ->
          (owner, type) -> object(owner, "status", "code", "headers", "headers");
      case "retrofit2.Response" -> (owner, type) -> object(owner, "status", "code", "body", "body");
      case "org.springframework.validation.Errors" ->
          (owner, type) -> object(owner, "object", "getObjectName", "errors", "getAllErrors");
      // The rejected value may be a password.
      case "org.springframework.validation.FieldError" ->
          (owner, type) ->
              object(
                  owner,
                  "object",
                  "getObjectName",
                  "field",
                  "getField",
                  "code",
                  "getCode",
                  "message",
                  "getDefaultMessage");
      case "org.springframework.validation.ObjectError" ->
          (owner, type) ->
              object(
                  owner,
                  "object",
                  "getObjectName",
                  "code",
                  "getCode",
                  "message",
                  "getDefaultMessage");
      case DATA + "Page" -> (owner, type) -> page(owner);
      case DATA + "Slice" -> WebTypes::slice;
      case DATA + "Pageable" -> (owner, type) -> pageable(owner);
      case DATA + "Window" ->
          (owner, type) -> object(owner, "content", "getContent", "hasNext", "hasNext");
      case DATA + "Limit" -> (owner, type) -> limit(owner);
      case DATA + "Score" -> (owner, type) -> by("getValue", owner);
      case DATA + "Vector" -> (owner, type) -> by("toFloatArray", owner);
      case DATA + "SearchResults" -> (owner, type) -> by("getContent", owner);
      case "org.springframework.data.geo.GeoResults" -> (owner, type) -> by("getContent", owner);
      default -> null;
    };
  }

  private static PlainForm by(String method, Class<?> owner) throws ReflectiveOperationException {
    return PublicMethod.of(owner, method)::call;
  }

  /**
   * Returns the form of an object by some of its methods.
   *
   * @param namesAndMethods each name followed by its method
   */
  static PlainForm object(Class<?> owner, String... namesAndMethods)
      throws ReflectiveOperationException {
    Map<String, PublicMethod> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndMethods.length; i += 2) {
      members.put(namesAndMethods[i], PublicMethod.of(owner, namesAndMethods[i + 1]));
    }
    return value -> object(members, value);
  }

  /**
   * Returns the same; members that this version of the library does not have are left out, and so
   * are empty lists.
   */
  static PlainForm known(Class<?> owner, String... namesAndMethods) {
    Map<String, PublicMethod> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndMethods.length; i += 2) {
      PublicMethod method = PublicMethod.orNull(owner, namesAndMethods[i + 1]);
      if (method != null) {
        members.put(namesAndMethods[i], method);
      }
    }
    return value -> withoutEmpty(object(members, value));
  }

  private static Map<String, Object> withoutEmpty(Map<String, Object> object) {
    object.values().removeIf(each -> each instanceof Collection<?> list && list.isEmpty());
    return object;
  }

  private static Map<String, Object> object(Map<String, PublicMethod> members, Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    members.forEach(
        (name, method) -> {
          Object member = method.call(value);
          if (member != null) {
            object.put(name, member);
          }
        });
    return object;
  }

  private static PlainForm page(Class<?> owner) throws ReflectiveOperationException {
    return object(
        owner,
        "content",
        "getContent",
        "page",
        "getNumber",
        "size",
        "getSize",
        "total",
        "getTotalElements");
  }

  private static PlainForm slice(Class<?> owner, Class<?> type)
      throws ReflectiveOperationException {
    Class<?> page = Ancestors.named(DATA + "Page", type);
    return page != null
        ? page(page)
        : object(
            owner,
            "content",
            "getContent",
            "page",
            "getNumber",
            "size",
            "getSize",
            "hasNext",
            "hasNext");
  }

  private static PlainForm headers(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod size = PublicMethod.of(owner, "size");
    PublicMethod entries = entries(owner);
    return value ->
        new EntriesView(
            size.number(value), () -> iterator(entries.present(value)), WebTypes::header, null);
  }

  /** A map until Spring 6, of its own since. */
  private static PublicMethod entries(Class<?> owner) throws ReflectiveOperationException {
    try {
      return PublicMethod.of(owner, "headerSet");
    } catch (NoSuchMethodException older) {
      return PublicMethod.of(owner, "entrySet");
    }
  }

  private static Iterator<?> iterator(Object entries) {
    return ((Iterable<?>) entries).iterator();
  }

  private static Map.Entry<?, ?> header(Object entry) {
    return (Map.Entry<?, ?>) entry;
  }

  private static PlainForm pageable(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod isPaged = PublicMethod.of(owner, "isPaged");
    PlainForm paged =
        object(owner, "page", "getPageNumber", "size", "getPageSize", "sort", "getSort");
    return value -> unpagedOr(paged, isPaged.isTrue(value), value);
  }

  private static PlainForm limit(Class<?> owner) throws ReflectiveOperationException {
    PublicMethod isLimited = PublicMethod.of(owner, "isLimited");
    PublicMethod most = PublicMethod.of(owner, "max");
    return value -> isLimited.isTrue(value) ? most.call(value) : "unlimited";
  }

  private static @Nullable Object unpagedOr(PlainForm paged, boolean isPaged, Object value) {
    return isPaged ? paged.of(value) : "unpaged";
  }
}
