package dev.raglan.internal.foreign;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The plain values behind those of other libraries: JSON trees of any mapper, Protobuf's messages,
 * Avro's records, containers of Guava, Vavr and Scala, answers of HTTP, pages, and what clients of
 * providers send and get.
 *
 * <p>Types are known by their names, and no library is needed. A map or list is a view of one
 * level: what it holds is made plain in its turn, when it is looked at. Thread-safe.
 */
public final class PlainValues {

  private static final PerClass<Optional<Known>> FORMS = new PerClass<>(PlainValues::find);

  /** Containers that hold nothing but another are opened so many times. */
  private static final int MOST_LAYERS = 8;

  private PlainValues() {}

  /**
   * The form of values of a class.
   *
   * @param isModel true for objects that have a reader of their own
   */
  private record Known(PlainForm form, boolean isModel) {

    static Optional<Known> of(@Nullable PlainForm form, boolean isModel) {
      return form == null ? Optional.empty() : Optional.of(new Known(form, isModel));
    }
  }

  /** Asks one library after the other: a table of all would be made for one type of one. */
  private static PlainForm.@Nullable Finder known(String name) {
    PlainForm.Finder found = MapperTrees.finder(name);
    found = found == null ? DataFormats.finder(name) : found;
    found = found == null ? JavaContainers.finder(name) : found;
    found = found == null ? ScalaContainers.finder(name) : found;
    found = found == null ? WebTypes.finder(name) : found;
    found = found == null ? BrokerTypes.finder(name) : found;
    found = found == null ? TextTypes.finder(name) : found;
    found = found == null ? ClientModels.finder(name) : found;
    return found == null ? StainlessData.finder(name) : found;
  }

  private static PlainForm.@Nullable Finder model(String name) {
    PlainForm.Finder found = LangChain4jData.finder(name);
    found = found == null ? SpringAiData.finder(name) : found;
    return found == null ? StainlessData.modelFinder(name) : found;
  }

  private static Optional<Known> find(Class<?> type) {
    if (type.getClassLoader() == null || Collection.class.isAssignableFrom(type)) {
      return Optional.empty();
    }
    try {
      for (Class<?> each : Ancestors.of(type)) {
        PlainForm.Finder finder = known(each.getName());
        if (finder != null) {
          return Known.of(finder.find(each, type), false);
        }
        finder = model(each.getName());
        if (finder != null) {
          return Known.of(finder.find(each, type), true);
        }
      }
      return Known.of(ClientModels.find(type), false);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException otherVersion) {
      return Optional.empty();
    }
  }

  /** Tells whether values of the class stand for plain ones. */
  public static boolean areOf(Class<?> type) {
    return FORMS.get(type).isPresent();
  }

  /**
   * Tells whether values of the class are messages, requests, answers or documents of a library
   * whose own accessors are known to those who use it: a path goes by these, and what it leads to
   * stays as it is.
   */
  public static boolean areModels(Class<?> type) {
    Optional<Known> form = FORMS.get(type);
    return form.isPresent() && form.get().isModel();
  }

  /** Returns what {@link #of} returns; a message, request, answer or document as it is. */
  public static @Nullable Object unlessModel(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    Optional<Known> form = FORMS.get(value.getClass());
    return form.isEmpty() || form.get().isModel() ? value : of(value);
  }

  /**
   * Returns the map, list or scalar that the value stands for, null for a JSON null or an empty
   * container; any other value itself. Whatever the value throws comes through.
   */
  public static @Nullable Object of(@Nullable Object value) {
    Object plain = value;
    for (int layer = 0; layer < MOST_LAYERS && plain != null; layer++) {
      Optional<Known> form = FORMS.get(plain.getClass());
      if (form.isEmpty()) {
        return plain;
      }
      plain = form.get().form().of(plain);
    }
    return plain;
  }
}
