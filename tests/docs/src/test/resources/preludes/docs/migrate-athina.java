abstract class Prelude {
  Raglan raglan;
  String query;
  String traceId;
  String spanId;
  String response;
  List<String> messages;
  List<String> documents;
  List<Map<String, Object>> tools;
  List<Map<String, Object>> functions;

  abstract String ask(List<String> messages);
}
