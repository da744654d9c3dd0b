package dev.raglan.internal.transport;

import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The one HTTP client of the process; its connections close with its last user. Thread-safe. */
final class SharedHttpClient {

  private static @Nullable OkHttpClient client;
  private static int users;

  private SharedHttpClient() {}

  /** Returns the client, for one more user. */
  static synchronized OkHttpClient acquire() {
    OkHttpClient shared = client;
    if (shared == null) {
      shared =
          new OkHttpClient.Builder()
              .connectionPool(new ConnectionPool())
              .followRedirects(false)
              .followSslRedirects(false)
              .connectTimeout(0, TimeUnit.MILLISECONDS)
              .readTimeout(0, TimeUnit.MILLISECONDS)
              .writeTimeout(0, TimeUnit.MILLISECONDS)
              .build();
      client = shared;
    }
    users++;
    return shared;
  }

  /** Releases the client for one user. */
  static synchronized void release() {
    users--;
    OkHttpClient shared = client;
    if (users == 0 && shared != null) {
      client = null;
      shared.connectionPool().evictAll();
    }
  }
}
