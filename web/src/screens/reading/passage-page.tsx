export default function PassagePage() {
  return null;
}
