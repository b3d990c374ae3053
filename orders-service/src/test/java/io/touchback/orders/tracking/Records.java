package io.touchback.orders.tracking;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Changes one field in a tree of records. */
final class Records {
  private Records() {}

  /** A copy in which every {@code holder} has {@code value} for {@code field}. */
  @SuppressWarnings("unchecked")
  static <T> T with(T tree, Class<?> holder, String field, String value) {
    return (T) copy(tree, holder, field, value);
  }

  private static Object copy(Object part, Class<?> holder, String field, String value) {
    if (part instanceof List<?> list) {
      List<Object> copies = new ArrayList<>();
      list.forEach(element -> copies.add(copy(element, holder, field, value)));
      return copies;
    }
    if (!(part instanceof Record) || part instanceof Map) {
      return part;
    }
    try {
      RecordComponent[] components = part.getClass().getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        components[i].getAccessor().setAccessible(true);
        boolean it = part.getClass() == holder && components[i].getName().equals(field);
        values[i] =
            it ? value : copy(components[i].getAccessor().invoke(part), holder, field, value);
      }
      var constructor = part.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
