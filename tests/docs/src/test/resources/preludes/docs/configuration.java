abstract class Prelude {
  String token;
}
