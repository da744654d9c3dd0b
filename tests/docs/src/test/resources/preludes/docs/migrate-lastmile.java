abstract class Prelude {
  Raglan raglan;
  String serialized;
  String traceId;
  String query;
  List<RetrievedChunk> retrieved;
}
