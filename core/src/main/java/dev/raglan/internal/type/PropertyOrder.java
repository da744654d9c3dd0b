package dev.raglan.internal.type;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which the properties of a class are written: as Jackson has it where an annotation
 * or a field says so; getters without a field, which the virtual machine lists in no certain order,
 * follow by their names.
 *
 * @param declared whether an annotation says the order
 * @param fields the names of the fields
 */
record PropertyOrder(boolean declared, Set<String> fields) {

  static PropertyOrder of(JacksonType type) {
    Set<String> fields = new HashSet<>();
    for (Class<?> each = type.raw(); each != null; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        fields.add(field.getName());
      }
    }
    return new PropertyOrder(isDeclared(type), fields);
  }

  private static boolean isDeclared(JacksonType type) {
    var annotated = type.description().getClassInfo();
    return type.annotations().findSerializationPropertyOrder(annotated) != null
        || type.annotations().findSerializationSortAlphabetically(annotated) != null;
  }

  List<BeanPropertyDefinition> sorted(BeanDescription description) {
    List<BeanPropertyDefinition> properties = new ArrayList<>(description.findProperties());
    if (!declared) {
      properties.sort(Comparator.comparing(this::key)); // stable: fields keep their order
    }
    return properties;
  }

  private String key(BeanPropertyDefinition property) {
    return fields.contains(property.getInternalName()) ? "" : property.getName();
  }
}
