package dev.raglan.internal.service.lastmile;

import dev.raglan.internal.service.JsonText;
import dev.raglan.internal.service.ServiceClient;
import dev.raglan.internal.service.ServiceClient.Exchange;
import dev.raglan.internal.transport.FailureCause;
import dev.raglan.internal.transport.SendResult;
import dev.raglan.internal.transport.SendResult.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The project that everything is filed under: of the id that was given, else looked up by name, and
 * created if there is none of that name. Used by one thread at a time.
 */
final class LastMileProject {

  private static final String LIST = "api/evaluation_projects/list?name=";
  private static final String CREATE = "api/evaluation_projects/create";
  private static final int MOST = 64;
  private static final SendResult UNREADABLE =
      SendResult.failed(Kind.REFUSED, FailureCause.of("lastmile answered a project without an id"));

  private final ServiceClient client;
  private final @Nullable String id;
  private final @Nullable String name;
  private final LongSupplier clock;
  private final Map<String, String> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param id null to look it up
   * @param name null for the name of the service
   */
  LastMileProject(ServiceClient client, @Nullable String id, @Nullable String name) {
    this.client = client;
    this.id = id;
    this.name = name;
    this.clock = System::nanoTime;
  }

  /** A request that has to know its project. */
  interface Filed {

    /** Sends it within so many nanoseconds. */
    SendResult send(String projectId, long nanos);
  }

  /**
   * Returns a request that is sent once the project is known.
   *
   * @param serviceName the name of the project where neither an id nor a name was given
   */
  LongFunction<SendResult> filed(String serviceName, Filed request) {
    String wanted = name == null ? serviceName : name;
    return nanos -> {
      long end = clock.getAsLong() + nanos;
      String projectId = id == null ? known.get(wanted) : id;
      if (projectId == null) {
        SendResult failure = find(wanted, end);
        projectId = known.get(wanted);
        if (projectId == null) {
          return failure;
        }
      }
      return request.send(projectId, left(end));
    };
  }

  private long left(long end) {
    return Math.max(TimeUnit.MILLISECONDS.toNanos(1), end - clock.getAsLong());
  }

  private SendResult find(String wanted, long end) {
    String query = URLEncoder.encode(wanted, StandardCharsets.UTF_8).replace("+", "%20");
    Exchange list = client.send("GET", LIST + query, null, left(end));
    if (!list.isAccepted() || list.answer() == null) {
      return list.result();
    }
    Object found = JsonText.answer(list.answer().body()).get("evaluationProjects");
    for (Object each : found instanceof List<?> all ? all : List.of()) {
      if (each instanceof Map<?, ?> project
          && wanted.equals(project.get("name"))
          && project.get("id") instanceof String existing) {
        known.put(wanted, existing);
        return list.result();
      }
    }
    return create(wanted, end);
  }

  private SendResult create(String wanted, long end) {
    byte[] body = JsonText.bytes(Map.of("name", wanted));
    Exchange created = client.send("POST", CREATE, body, left(end));
    if (!created.isAccepted() || created.answer() == null) {
      return created.result();
    }
    Map<String, @Nullable Object> answer = JsonText.answer(created.answer().body());
    Object project = answer.get("evaluationProject");
    Object newId = project instanceof Map<?, ?> nested ? nested.get("id") : answer.get("id");
    if (newId instanceof String text) {
      known.put(wanted, text);
    }
    return UNREADABLE;
  }
}
