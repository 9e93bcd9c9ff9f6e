import { Component, type ComponentChildren } from "preact";
import { Broken } from "./broken.tsx";

interface Props {
  /** Where the student is; elsewhere it is tried again. */
  path: string;
  children: ComponentChildren;
}

/** Shows a calm page in place of what failed to render. Nothing is lost: what was written is in the store, not in the screen. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override componentDidUpdate(before: Props) {
    if (before.path !== this.props.path && this.state.error !== null)
      this.setState({ error: null });
  }

  override render() {
    return this.state.error === null ? this.props.children : <Broken error={this.state.error} />;
  }
}
