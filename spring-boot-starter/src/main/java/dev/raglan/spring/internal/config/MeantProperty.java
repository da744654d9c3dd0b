package dev.raglan.spring.internal.config;

import dev.raglan.spring.properties.RaglanProperties;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** The property that was probably meant, where one under {@code raglan} is misspelt. */
final class MeantProperty {

  private static final String PREFIX = "raglan";

  private MeantProperty() {}

  /**
   * Returns the name that was probably meant: the one that ends in the given one, as where a level
   * was left out, else the one with the fewest other letters; null if none is near.
   */
  static @Nullable String nearest(String misspelt) {
    List<String> all = new ArrayList<>();
    add(PREFIX, RaglanProperties.class, all);
    String end = misspelt.substring(PREFIX.length());
    List<String> ending = all.stream().filter(name -> name.endsWith(end)).toList();
    if (ending.size() == 1) {
      return ending.get(0);
    }
    return all.stream()
        .filter(name -> distance(name, misspelt) <= mostDistance(misspelt))
        .min(Comparator.comparingInt(name -> distance(name, misspelt)))
        .orElse(null);
  }

  private static int mostDistance(String misspelt) {
    return Math.min(3, (misspelt.length() - PREFIX.length()) / 4);
  }

  private static void add(String prefix, Class<?> properties, List<String> names) {
    for (RecordComponent component : properties.getRecordComponents()) {
      String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
      Class<?> type = component.getType();
      boolean isGroup = type.isRecord() && type.getEnclosingClass() == RaglanProperties.class;
      if (isGroup) {
        add(name, type, names);
      } else {
        names.add(name);
      }
    }
  }

  /** Returns the number of letters to be put in, left out or replaced. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
