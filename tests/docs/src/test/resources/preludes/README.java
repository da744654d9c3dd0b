import java.util.List;

interface ModelClient {
  Answer complete(String model, String prompt);

  Answer chat(List<String> messages);
}

record Answer(String text) {}

abstract class Prelude {
  Raglan raglan;
  ModelClient client;
  List<String> messages;
  String answer;
  String query;
  String traceId;
  String text;
}
