export default function Reading() {
  return null;
}
