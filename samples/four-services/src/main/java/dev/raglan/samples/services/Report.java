package dev.raglan.samples.services;

/** The words in which the sample says what each service received. */
final class Report {

  private static final int WIDTH = 160;

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
            .append("\n      ")
            .append(cut(request.body()))
            .append('\n');
      }
    }
    return report.toString();
  }

  private static String cut(String text) {
    String line = text.strip();
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + "...";
  }
}
