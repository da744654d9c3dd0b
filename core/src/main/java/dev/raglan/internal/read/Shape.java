package dev.raglan.internal.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.raglan.internal.foreign.PlainValues;
import dev.raglan.internal.json.CopiedBean;
import dev.raglan.internal.type.EnumNames;
import dev.raglan.internal.type.PropertyPath;
import dev.raglan.internal.type.TypeView;
import dev.raglan.model.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value whose parts are looked up by name: a JSON object, a map, a record or a bean.
 *
 * <p>Names are those of the wire, as in {@code finish_reason}; {@code finishReason} is found by
 * them too. Where several names are given, the first that leads to something counts.
 */
public final class Shape {

  private static final ConcurrentMap<String, Name> NAMES = new ConcurrentHashMap<>();

  /** As many as {@link Usage#MOST} has. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,13}");

  /** The most characters of a number that is a text. */
  private static final int MOST_DIGITS = 64;

  /** Names that are a path as they are. */
  private static final Pattern PLAIN = Pattern.compile("\\w+");

  private static final PropertyPath WHOLE = PropertyPath.parse("");

  private final Object value;
  private final boolean named;

  /** The names of a bean's members; null until one is asked for. */
  private @Nullable Set<String> members;

  private Shape(Object value) {
    this.value = value;
    this.named = !(value instanceof CopiedBean) && ListElements.isNamed(value);
  }

  /** A name as it is on the wire and in Java. */
  private record Name(String text, PropertyPath wire, String java, PropertyPath javaPath) {

    /** Names are constants of this package, so there are few. */
    static Name of(String wire) {
      Name known = NAMES.get(wire);
      return known == null ? NAMES.computeIfAbsent(wire, Name::parse) : known;
    }

    private static Name parse(String wire) {
      StringBuilder java = new StringBuilder(wire.length());
      for (int i = 0; i < wire.length(); i++) {
        boolean hump = wire.charAt(i) == '_' && i > 0 && i + 1 < wire.length();
        java.append(hump ? Character.toUpperCase(wire.charAt(++i)) : wire.charAt(i));
      }
      boolean isPlain = PLAIN.matcher(wire).matches();
      PropertyPath path = PropertyPath.parse(isPlain ? wire : "['" + wire + "']");
      return new Name(
          wire, path, java.toString(), isPlain ? PropertyPath.parse(java.toString()) : path);
    }

    boolean isSame() {
      return text.equals(java);
    }
  }

  public static Shape of(Object value) {
    return new Shape(plain(value));
  }

  /** Returns the value itself. */
  public Object value() {
    return value;
  }

  /** Returns the name on the wire as it is in Java. */
  public static String javaName(String wire) {
    return Name.of(wire).java();
  }

  /** Returns true for a value whose names are those of its class. */
  boolean isBean() {
    return !(value instanceof Map) && !(value instanceof JsonNode);
  }

  public boolean isText() {
    return value instanceof CharSequence;
  }

  /**
   * Returns what one of the names leads to; JSON scalars as the Java values they stand for. An
   * empty text or list counts only if no later name leads to something.
   */
  public @Nullable Object get(String... names) {
    Object empty = null; // One and two names have methods of their own, which make no array.
    for (String name : names) {
      Object found = find(Name.of(name));
      if (found != null && isEmpty(found)) {
        empty = empty == null ? found : empty;
      } else if (found != null) {
        return found;
      }
    }
    return empty;
  }

  public @Nullable Object get(String name) {
    return find(Name.of(name));
  }

  public @Nullable Object get(String name, String other) {
    Object found = get(name);
    if (found != null && !isEmpty(found)) {
      return found;
    }
    Object next = get(other);
    return found == null || next != null && !isEmpty(next) ? next : found;
  }

  private static boolean isEmpty(Object found) {
    return found instanceof CharSequence text
        ? text.isEmpty()
        : ListElements.isList(found) && ListElements.size(found) == 0;
  }

  private @Nullable Object find(Name name) {
    if (value instanceof JsonNode node && !node.has(name.text()) && !node.has(name.java())) {
      return null; // Most names are not there, and a tree says so without harm.
    }
    if (value instanceof CopiedBean copy) {
      Object found = PropertyPath.member(copy, name.java());
      return found != null || name.isSame() ? found : PropertyPath.member(copy, name.text());
    }
    if (value instanceof Map<?, ?> && !named) {
      return null;
    }
    if (named && value instanceof Map<?, ?> map) {
      Object found = PropertyPath.member(map, name.text());
      return found != null || name.isSame() ? found : PropertyPath.member(map, name.java());
    }
    if (value instanceof JsonNode) {
      Object found = name.wire().find(value);
      return found != null || name.isSame() ? found : name.javaPath().find(value);
    }
    if (members().contains(name.java())) {
      return name.javaPath().find(value);
    }
    return !name.isSame() && members().contains(name.text()) ? name.wire().find(value) : null;
  }

  private Set<String> members() {
    Set<String> known = members;
    if (known == null) {
      known = TypeView.of(value.getClass()).names();
      members = known;
    }
    return known;
  }

  /** Returns the value itself; a JSON scalar as the Java value that it stands for. */
  Object scalar() {
    Object plain = WHOLE.find(value);
    return plain == null ? value : plain;
  }

  /** Returns an object that has the first member of this one under a name; null without members. */
  @Nullable Shape firstMember(String name) {
    List<Shape> first = values(1);
    return first.isEmpty() ? null : new Shape(Map.of(name, first.get(0).value()));
  }

  /** Returns true for a map or a JSON object. */
  public boolean isObject() {
    return value instanceof Map || value instanceof JsonNode node && node.isObject();
  }

  /**
   * Returns the values of a map or a JSON object that are not null, as many as the limit allows.
   */
  public List<Shape> values(int limit) {
    if (value instanceof CopiedBean) {
      return List.of();
    }
    Iterator<?> each =
        value instanceof JsonNode node
            ? node.elements()
            : value instanceof Map<?, ?> map
                ? map.values().iterator()
                : Collections.emptyIterator();
    List<Shape> values = new ArrayList<>();
    while (values.size() < limit && each.hasNext()) {
      Object member = each.next();
      if (member != null && !(member instanceof JsonNode node && node.isNull())) {
        values.add(new Shape(plain(member)));
      }
    }
    return values;
  }

  public boolean has(String... names) {
    return get(names) != null;
  }

  public boolean has(String name) {
    return get(name) != null;
  }

  public boolean has(String name, String other) {
    return has(name) || has(other);
  }

  /** Returns what one of the names leads to, to be looked at in turn; null for nothing. */
  public @Nullable Shape at(String... names) {
    Object found = get(names);
    return found == null ? null : new Shape(plain(found));
  }

  public @Nullable Shape at(String name) {
    Object found = get(name);
    return found == null ? null : new Shape(plain(found));
  }

  public @Nullable Shape at(String name, String other) {
    Object found = get(name, other);
    return found == null ? null : new Shape(plain(found));
  }

  /**
   * Returns a text, or the name of an enum constant; null for anything else. An empty one counts
   * only if no later name leads to another.
   */
  public @Nullable String text(String... names) {
    String empty = null;
    for (String name : names) {
      String text = asText(find(Name.of(name)));
      if (text != null && !text.isEmpty()) {
        return text;
      }
      empty = text == null ? empty : text;
    }
    return empty;
  }

  public @Nullable String text(String name) {
    return asText(find(Name.of(name)));
  }

  /** Returns the value itself as a text; null if it is not one. */
  public @Nullable String asText() {
    return asText(value);
  }

  private static @Nullable String asText(@Nullable Object found) {
    if (found instanceof CharSequence text) {
      return text.toString();
    }
    if (found instanceof Enum<?> constant) {
      String written = TypeView.textOf(constant);
      return written == null ? EnumNames.of(constant) : written;
    }
    return found == null ? null : TypeView.textOf(found);
  }

  /** Returns a text, or a number or UUID as text. */
  public @Nullable String id(String... names) {
    Object found = get(names);
    return found instanceof Number || found instanceof UUID ? found.toString() : asText(found);
  }

  /** Returns a count: a whole number from 0 to {@link Usage#MOST}; null for any other. */
  public @Nullable Long count(String... names) {
    for (String name : names) {
      Long count = countOf(find(Name.of(name)));
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  public @Nullable Long count(String name) {
    return countOf(find(Name.of(name)));
  }

  /**
   * Returns the value as a count: a whole number within reason, as some write large ones also in
   * digits of a text; null for any other.
   */
  public static @Nullable Long countOf(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return DIGITS.matcher(text).matches() ? countOf(Long.valueOf(text.toString())) : null;
    }
    if (!(value instanceof Number number)) {
      return null;
    }
    double exact = number.doubleValue();
    boolean isCount = exact >= 0 && exact <= Usage.MOST && exact == Math.rint(exact);
    return isCount ? (Long) (long) exact : null;
  }

  public @Nullable Double number(String... names) {
    return get(names) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  /** Returns a number; some have it as a text. */
  public @Nullable Double decimal(String... names) {
    Double number = number(names);
    String text = number == null ? text(names) : null;
    try {
      return text == null || text.length() > MOST_DIGITS ? number : Double.valueOf(text);
    } catch (NumberFormatException none) {
      return null;
    }
  }

  /** Returns the elements of a list, as many as the limit allows; empty if there is no list. */
  public List<Shape> list(int limit, String... names) {
    Object found = firstList(names);
    return found == null ? List.of() : elements(found, limit);
  }

  public List<Shape> list(int limit, String name) {
    Object found = find(Name.of(name));
    return found == null || !ListElements.isList(found) ? List.of() : elements(found, limit);
  }

  /** Returns the elements of the value itself. */
  public List<Shape> elements(int limit) {
    return elements(value, limit);
  }

  /** Returns the first element of a list and the newest; empty if there is no list. */
  public List<Shape> ends(int limit, String... names) {
    Object found = firstList(names);
    return found == null ? List.of() : ends(found, limit);
  }

  /** Returns the first element of the value itself and the newest. */
  public List<Shape> ends(int limit) {
    return ends(value, limit);
  }

  private List<Shape> ends(Object list, int limit) {
    return ListElements.ends(list, limit).stream().map(each -> new Shape(plain(each))).toList();
  }

  /** Returns true for a map or a JSON object of one entry. */
  public boolean isAlone() {
    return value instanceof Map<?, ?> map && !(value instanceof CopiedBean)
        ? map.size() == 1
        : value instanceof JsonNode node && node.size() == 1;
  }

  /** Returns true if there is a member of that name, be it null. */
  public boolean states(String name) {
    if (value instanceof JsonNode node) {
      return node.has(name) || node.has(javaName(name));
    }
    return value instanceof Map<?, ?> map
        ? named && (map.containsKey(name) || map.containsKey(javaName(name)))
        : members().contains(javaName(name));
  }

  /** Returns the number of elements of the list that {@link #list} reads. */
  public int size(String... names) {
    Object found = firstList(names);
    return found == null ? 0 : ListElements.size(found);
  }

  private @Nullable Object firstList(String... names) {
    for (String name : names) {
      Object found = find(Name.of(name));
      if (found != null && ListElements.isList(found)) {
        return found;
      }
    }
    return null;
  }

  private List<Shape> elements(Object found, int limit) {
    List<Shape> shapes = new ArrayList<>();
    Iterator<?> each = ListElements.iterator(found);
    while (shapes.size() < limit && each.hasNext()) {
      Object element = each.next();
      if (element != null) {
        shapes.add(new Shape(plain(element)));
      }
    }
    return shapes;
  }

  private static Object plain(Object element) {
    if (element instanceof JsonNode node) {
      return node.isTextual() ? node.textValue() : element;
    }
    Object plain = PlainValues.of(element);
    return plain == null ? element : plain;
  }
}
