import { athroOf } from "../../model/athros.ts";

/** The active chat with one Athro. */
export const ChatScreen = ({ id }: { id: string }) => <h1>{athroOf(id).name}</h1>;
