package dev.raglan.internal.type;

import dev.raglan.internal.foreign.PerClass;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Texts of values that an annotation, or their name, hides: collected from the arguments of a call
 * that failed, to be looked for in the message of its exception.
 *
 * <p>Reads fields and runs no code of the application but {@code toString} of numbers. Bounded in
 * what it visits and keeps. Not thread-safe.
 */
public final class HiddenTexts {

  private static final int MOST_TEXTS = 64;
  private static final int MOST_CHARACTERS = 65_536;
  private static final int MOST_VISITS = 1_024;
  private static final int DEEPEST = 8;

  /** A shorter text says too little to be told from others. */
  private static final int SHORTEST = 3;

  private static final int SHORTEST_LINE = 8;

  private static final PerClass<List<Part>> PARTS = new PerClass<>(HiddenTexts::parts);

  private final Predicate<String> secretName;
  private final Set<String> texts = new LinkedHashSet<>();
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private int visits;
  private int characters;

  /**
   * A field.
   *
   * @param hidden true if an annotation hides it
   */
  private record Part(String name, MethodHandle reader, boolean hidden) {}

  /**
   * Creates an empty collection.
   *
   * @param secretName tells by its name that a value is a secret
   */
  public HiddenTexts(Predicate<String> secretName) {
    this.secretName = secretName;
  }

  /** Returns the texts that were collected, the first ones first. */
  public Set<String> texts() {
    return texts;
  }

  /** Adds all texts of a value that is hidden as a whole. */
  public void addAll(@Nullable Object value) {
    visit(value, true, 0);
  }

  /** Adds the texts of those parts of a value that are hidden. */
  public void addHiddenOf(@Nullable Object value) {
    visit(value, false, 0);
  }

  private void visit(@Nullable Object given, boolean hidden, int depth) {
    Object value = Optionals.unwrap(given);
    if (value == null || depth > DEEPEST || ++visits > MOST_VISITS || texts.size() >= MOST_TEXTS) {
      return;
    }
    Class<?> type = value.getClass();
    String text = scalar(value, type);
    if (text != null) {
      if (hidden) {
        add(text);
      }
    } else if (!(value instanceof Enum<?> || value instanceof Boolean) && seen.add(value)) {
      visitParts(value, type, hidden, depth);
    }
  }

  private void visitParts(Object value, Class<?> type, boolean hidden, int depth) {
    if (value instanceof Map<?, ?> map && isOfJdk(type)) {
      map.entrySet().forEach(each -> visitEntry(each, hidden, depth));
    } else if (value instanceof Map.Entry<?, ?> entry && isOfJdk(type)) {
      visitEntry(entry, hidden, depth);
    } else if (value instanceof AtomicReference<?> reference) {
      visit(reference.get(), hidden, depth + 1);
    } else if (value instanceof Iterable<?> values && isOfJdk(type)) {
      values.forEach(each -> visit(each, hidden, depth + 1));
    } else if (type.isArray()) {
      int length = type.getComponentType().isPrimitive() ? 0 : Array.getLength(value);
      for (int i = 0; i < Math.min(length, MOST_VISITS); i++) {
        visit(Array.get(value, i), hidden, depth + 1);
      }
    } else if (OpaqueTypes.isCredential(type) || OpaqueTypes.isData(type)) {
      visitFields(value, type, hidden || isHidden(type), depth);
    }
  }

  private void visitEntry(Map.Entry<?, ?> entry, boolean hidden, int depth) {
    boolean named = entry.getKey() instanceof String name && secretName.test(name);
    visit(entry.getKey(), hidden, depth + 1);
    visit(entry.getValue(), hidden || named, depth + 1);
  }

  private void visitFields(Object value, Class<?> type, boolean hidden, int depth) {
    for (Part each : PARTS.get(type)) {
      boolean whole = hidden || each.hidden() || secretName.test(each.name());
      visit(Members.readSafely(each.reader(), value), whole, depth + 1);
    }
  }

  /** Tells whether values of the class are hidden, wherever they stand. */
  static boolean isHidden(Class<?> type) {
    return HidingMarks.ofType(type) != null || OpaqueTypes.isCredential(type);
  }

  /** Returns true for collections whose elements can be had without running foreign code. */
  private static boolean isOfJdk(Class<?> type) {
    return type.getName().startsWith("java.util.");
  }

  private static @Nullable String scalar(Object value, Class<?> type) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof char[] characters) {
      return new String(characters);
    }
    if (value instanceof StringBuilder || value instanceof StringBuffer) {
      return value.toString();
    }
    if (value instanceof Number number && type.getName().startsWith("java.")) {
      return number.toString();
    }
    return type.getName().startsWith("java.") && ScalarTexts.isText(type)
        ? ScalarTexts.of(value)
        : null;
  }

  private void add(String text) {
    String stripped = text.strip();
    addOne(stripped, SHORTEST);
    if (stripped.indexOf('\n') >= 0) {
      stripped.lines().limit(MOST_TEXTS).forEach(line -> addOne(line.strip(), SHORTEST_LINE));
    }
  }

  private void addOne(String text, int shortest) {
    boolean fits = texts.size() < MOST_TEXTS && characters < MOST_CHARACTERS;
    if (text.length() >= shortest && fits && texts.add(text)) {
      characters += text.length();
    }
  }

  private static List<Part> parts(Class<?> type) {
    List<HidingMarks.MarkedMember> marked = marked(type);
    List<Part> parts = new ArrayList<>();
    for (Class<?> each : HidingMarks.ancestors(type)) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          add(field.getName(), field, isMarked(MemberKeys.ofField(field.getName()), marked), parts);
        }
      }
    }
    return List.copyOf(parts);
  }

  private static void add(String name, Member member, boolean hidden, List<Part> parts) {
    MethodHandle reader = Members.reader(member);
    if (reader != null) {
      parts.add(new Part(name, reader, hidden));
    }
  }

  private static List<HidingMarks.MarkedMember> marked(Class<?> type) {
    try {
      return HidingMarks.of(type).stream()
          .filter(each -> each.mark() != HidingMarks.Mark.CLOSED)
          .toList();
    } catch (LinkageError | RuntimeException unexaminable) {
      return List.of();
    }
  }

  private static boolean isMarked(Set<String> keys, List<HidingMarks.MarkedMember> marked) {
    return marked.stream()
        .anyMatch(
            each ->
                !Collections.disjoint(keys, each.exact())
                    || !Collections.disjoint(keys, each.loose()));
  }
}
