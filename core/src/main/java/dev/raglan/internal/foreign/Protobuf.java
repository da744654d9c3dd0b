package dev.raglan.internal.foreign;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages of Protobuf: by the fields that are set, under their names in the definition. JSON in
 * messages, such as {@code Struct} and a database's own of the same form, is JSON; times are times;
 * wrappers are what they hold. Fields with {@code debug_redact} are masked.
 */
final class Protobuf implements PlainForm {

  static final String PACKAGE = "com.google.protobuf.";

  private static final String GOOGLE = "google.protobuf.";
  private static final String HIDDEN = "***";

  private final PublicMethod fields;
  private final PublicMethod descriptor;
  private final PublicMethod typeName;
  private final PublicMethod simpleName;
  private final PublicMethod described;
  private final PublicMethod field;
  private final PublicMethod fieldName;
  private final PublicMethod isMap;
  private final PublicMethod options;
  private final @Nullable PublicMethod redacts;

  Protobuf(Class<?> owner) throws ReflectiveOperationException {
    Class<?> type = type("Descriptors$Descriptor", owner);
    Class<?> member = type("Descriptors$FieldDescriptor", owner);
    this.fields = PublicMethod.of(owner, "getAllFields");
    this.descriptor = PublicMethod.of(owner, "getDescriptorForType");
    this.typeName = PublicMethod.of(type, "getFullName");
    this.simpleName = PublicMethod.of(type, "getName");
    this.described = PublicMethod.of(type, "getFields");
    this.field = PublicMethod.of(owner, "getField", member);
    this.fieldName = PublicMethod.of(member, "getName");
    this.isMap = PublicMethod.of(member, "isMapField");
    this.options = PublicMethod.of(member, "getOptions");
    this.redacts = redacts(type("DescriptorProtos$FieldOptions", owner));
  }

  private static Class<?> type(String name, Class<?> owner) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name, false, owner.getClassLoader());
  }

  /** Older versions do not know the option. */
  private static @Nullable PublicMethod redacts(Class<?> options) {
    try {
      return PublicMethod.of(options, "getDebugRedact");
    } catch (ReflectiveOperationException older) {
      return null;
    }
  }

  @Override
  public @Nullable Object of(Object message) {
    Object type = descriptor.present(message);
    String name = typeName.present(type).toString();
    Map<?, ?> set = (Map<?, ?>) fields.present(message);
    if (name.startsWith(GOOGLE)) {
      Object wellKnown = wellKnown(name.substring(GOOGLE.length()), type, message);
      return wellKnown == null ? byForm(type, set) : wellKnown;
    }
    return byForm(type, set);
  }

  /** Returns the value of a time or a wrapper; null for any other. */
  private @Nullable Object wellKnown(String name, Object type, Object message) {
    List<?> all = (List<?>) described.present(type);
    if (name.equals("Timestamp")) {
      return Instant.ofEpochSecond(number(all.get(0), message), number(all.get(1), message));
    }
    if (name.equals("Duration")) {
      return Duration.ofSeconds(number(all.get(0), message), number(all.get(1), message));
    }
    boolean isWrapper = name.endsWith("Value") && all.size() == 1 && !name.equals("ListValue");
    return isWrapper ? field.call(message, all.get(0)) : null;
  }

  private long number(Object member, Object message) {
    return field.call(message, member) instanceof Number number ? number.longValue() : 0;
  }

  private @Nullable Object byForm(Object type, Map<?, ?> set) {
    List<?> all = (List<?>) described.present(type);
    switch (simpleName.present(type).toString()) {
      case "Value":
        if (isNamed("null_value", all)) {
          return jsonValue(set);
        }
        break;
      case "Struct":
        if (all.size() == 1 && isNamed("fields", all)) {
          return set.isEmpty() ? Map.of() : only(set);
        }
        break;
      case "ListValue":
        if (all.size() == 1 && isNamed("values", all)) {
          return set.isEmpty() ? List.of() : only(set);
        }
        break;
      default:
        break;
    }
    return object(set);
  }

  private boolean isNamed(String name, List<?> all) {
    return all.stream().anyMatch(each -> name.equals(fieldName.call(each)));
  }

  private @Nullable Object jsonValue(Map<?, ?> set) {
    Object kind = set.isEmpty() ? null : set.keySet().iterator().next();
    return kind == null || "null_value".equals(fieldName.call(kind)) ? null : only(set);
  }

  private @Nullable Object only(Map<?, ?> set) {
    Map.Entry<?, ?> entry = set.entrySet().iterator().next();
    return value(entry.getKey(), entry.getValue());
  }

  private EntriesView object(Map<?, ?> set) {
    return new EntriesView(
        set.size(),
        () -> set.entrySet().iterator(),
        each -> {
          Map.Entry<?, ?> entry = (Map.Entry<?, ?>) each;
          return MapperTrees.entry(
              fieldName.call(entry.getKey()), value(entry.getKey(), entry.getValue()));
        },
        null);
  }

  private @Nullable Object value(Object member, @Nullable Object value) {
    if (redacts != null && redacts.isTrue(options.present(member))) {
      return HIDDEN;
    }
    return isMap.isTrue(member) && value instanceof Collection<?> entries ? map(entries) : value;
  }

  private EntriesView map(Collection<?> entries) {
    return new EntriesView(entries.size(), entries::iterator, this::mapping, null);
  }

  private Map.Entry<?, ?> mapping(Object entry) {
    List<?> keyAndValue = (List<?>) described.present(descriptor.present(entry));
    Object key = field.call(entry, keyAndValue.get(0));
    return MapperTrees.entry(key, field.call(entry, keyAndValue.get(1)));
  }
}
