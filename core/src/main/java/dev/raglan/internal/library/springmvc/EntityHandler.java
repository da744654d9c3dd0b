package dev.raglan.internal.library.springmvc;

import dev.raglan.internal.result.CarrierHandler;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** Follows the body of an entity, of Spring MVC's or WebFlux's. */
public final class EntityHandler implements CarrierHandler {

  @Override
  public boolean handles(Class<?> resultType) {
    return resultType == ResponseEntity.class || resultType == HttpEntity.class;
  }

  @Override
  public boolean isWrittenOut() {
    return true;
  }

  @Override
  public Object with(Object carrier, Object held) {
    if (carrier instanceof ResponseEntity<?> response) {
      return ResponseEntity.status(response.getStatusCode())
          .headers(response.getHeaders())
          .body(held);
    }
    return entity(held, ((HttpEntity<?>) carrier).getHeaders());
  }

  /** The type of the headers in the constructor changed from Spring Framework 6 to 7. */
  private static Object entity(Object body, HttpHeaders headers) {
    try {
      for (Constructor<?> each : HttpEntity.class.getConstructors()) {
        if (takes(each, headers)) {
          return each.newInstance(body, headers);
        }
      }
    } catch (ReflectiveOperationException unknown) {
      throw new IllegalStateException(unknown);
    }
    throw new IllegalStateException("HttpEntity has no constructor with a body and headers");
  }

  private static boolean takes(Constructor<?> constructor, @Nullable HttpHeaders headers) {
    Class<?>[] types = constructor.getParameterTypes();
    return types.length == 2 && types[0] == Object.class && types[1].isInstance(headers);
  }
}
