export default function Proof() {
  return null;
}
