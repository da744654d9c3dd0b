package dev.raglan.samples.services;

/** The words in which the sample says what each service received. */
final class Report {

  private static final int WIDTH = 110;
  private static final String INDENT = "      ";

  private Report() {}

  static String of(LocalServices services) {
    StringBuilder report = new StringBuilder();
    for (LocalServer server : services.running()) {
      report.append('\n').append(server.service().id()).append('\n');
      for (LocalServer.Request request : server.requests()) {
        report
            .append("  ")
            .append(request.method())
            .append(' ')
            .append(request.path())
            .append('\n');
        wrap(request.body(), report);
      }
    }
    return report.toString();
  }

  /** Appends a body as it came, on as many lines as it takes. */
  private static void wrap(String body, StringBuilder report) {
    for (int at = 0; at < body.length(); at += WIDTH) {
      String line = body.substring(at, Math.min(at + WIDTH, body.length()));
      report.append(INDENT).append(line).append('\n');
    }
  }
}
