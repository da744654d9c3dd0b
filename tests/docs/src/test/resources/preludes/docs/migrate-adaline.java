abstract class Prelude {
  Raglan raglan;
  ActiveTrace trace;
  String userId;
  String message;

  abstract void processData();

  abstract void processOrder();

  abstract void logIn(String userId);

  abstract String ask(String message);
}
