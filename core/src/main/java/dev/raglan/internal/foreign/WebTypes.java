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

  static void addTo(Map<String, PlainForm.Finder> known) {
    known.put(
        HTTP + "ResponseEntity",
        (owner, type) ->
            object(owner, "status", "getStatusCode", "headers", "getHeaders", "body", "getBody"));
    known.put(
        HTTP + "RequestEntity",
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
                "getBody"));
    // One that was made of a template cannot say its address.
    known.put(
        HTTP + "RequestEntity$UriTemplateRequestEntity",
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
                "getBody"));
    known.put(
        HTTP + "HttpEntity",
        (owner, type) -> object(owner, "headers", "getHeaders", "body", "getBody"));
    known.put(HTTP + "HttpHeaders", (owner, type) -> headers(owner));
    known.put(HTTP + "HttpMethod", (owner, type) -> type.isEnum() ? null : by("name", owner));
    known.put(HTTP + "HttpStatusCode", (owner, type) -> by("value", owner));
    // The value is a secret, as the header is.
    known.put(HTTP + "HttpCookie", (owner, type) -> object(owner, "name", "getName"));
    known.put(
        HTTP + "codec.ServerSentEvent",
        (owner, type) ->
            object(owner, "id", "id", "event", "event", "comment", "comment", "data", "data"));
    known.put(
        "java.net.http.HttpResponse",
        (owner, type) ->
            object(owner, "status", "statusCode", "headers", "headers", "body", "body"));
    known.put("java.net.http.HttpHeaders", (owner, type) -> by("map", owner));
    known.put(OKHTTP + "Headers", (owner, type) -> by("toMultimap", owner));
    known.put(
        OKHTTP + "Request",
        (owner, type) -> object(owner, "method", "method", "url", "url", "headers", "headers"));
    known.put(
        OKHTTP + "Response",
        (owner, type) -> object(owner, "status", "code", "headers", "headers"));
    known.put(
        "retrofit2.Response", (owner, type) -> object(owner, "status", "code", "body", "body"));
    known.put(
        "org.springframework.validation.Errors",
        (owner, type) -> object(owner, "object", "getObjectName", "errors", "getAllErrors"));
    // The rejected value may be a password.
    known.put(
        "org.springframework.validation.FieldError",
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
                "getDefaultMessage"));
    known.put(
        "org.springframework.validation.ObjectError",
        (owner, type) ->
            object(
                owner,
                "object",
                "getObjectName",
                "code",
                "getCode",
                "message",
                "getDefaultMessage"));
    known.put(DATA + "Page", (owner, type) -> page(owner));
    known.put(DATA + "Slice", WebTypes::slice);
    known.put(DATA + "Pageable", (owner, type) -> pageable(owner));
    known.put(
        DATA + "Window",
        (owner, type) -> object(owner, "content", "getContent", "hasNext", "hasNext"));
    known.put(DATA + "Limit", (owner, type) -> limit(owner));
    known.put(DATA + "Score", (owner, type) -> by("getValue", owner));
    known.put(DATA + "Vector", (owner, type) -> by("toFloatArray", owner));
    known.put(DATA + "SearchResults", (owner, type) -> by("getContent", owner));
    known.put("org.springframework.data.geo.GeoResults", (owner, type) -> by("getContent", owner));
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
