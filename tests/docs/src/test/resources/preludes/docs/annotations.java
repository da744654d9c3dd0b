import java.util.List;

interface ModelClient {
  Answer complete(String model, Options options, List<Message> messages);
}

record Options(double temperature) {}

record Message(String role, String content) {}

record Answer(String text) {}

abstract class Prelude {
  ModelClient client;
}
