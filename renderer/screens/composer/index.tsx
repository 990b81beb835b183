import './composer.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Brand } from '#core/contract/brands';
import type { Post } from '#core/contract/posts';
import { switchBrand, useBrands } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { startComposing } from '#renderer/api/compose';
import { Button } from '#renderer/components/button';
import { Empty } from '#renderer/components/empty';
import { ScreenBar } from '#renderer/components/screen-bar';
import { navigate, parseRoute, useRoute } from '#renderer/routes';
import { Composer } from './composer';
import { dropUntouched } from './session';

export function ComposerScreen() {
  const route = useRoute();
  if (route.name !== 'compose') return null;
  return route.postId === 'new' ? <NewPost /> : <Stored key={route.postId} postId={route.postId} />;
}

let making = false;

/** A draft at once, so that the first key is saved like any other. */
function NewPost() {
  const { brand } = useBrands();
  useEffect(() => {
    if (brand === null || making) return;
    making = true;
    void startComposing({ brandId: brand.id, replace: true }).finally(() => { making = false; });
  }, [brand]);
  return null;
}

function Stored({ postId }: { readonly postId: string }) {
  // Not by Suspense: what comes after a fallback is shown 300 ms after it, however soon the answer came.
  const { data: answer } = useQuery(orpc.posts.get.queryOptions({ input: { id: postId }, throwOnError: true }));
  const { brands, brand } = useBrands();
  if (answer === undefined) return null;
  if (!answer.ok) return <Gone />;
  const home = brands.find((each) => each.id === answer.value.brandId);
  return home === undefined ? <Gone /> : <InItsBrand post={answer.value} home={home} current={brand} />;
}

/** Which post was last shown in its own brand: a link may open another brand's post, a person may leave its brand. */
let settledOn: string | null = null;

function InItsBrand({ post, home, current }: { readonly post: Post; readonly home: Brand; readonly current: Brand | null }) {
  const { data: accounts } = useQuery(orpc.accounts.list.queryOptions({ input: { brandId: home.id }, throwOnError: true }));
  const away = current !== null && current.id !== home.id;
  useEffect(() => {
    if (!away) settledOn = post.id;
    else if (settledOn === post.id) navigate('/calendar');
    else void switchBrand(home.id);
    return () => {
      const next = parseRoute(window.location.hash.slice(1));
      if (next?.name !== 'compose' || next.postId !== post.id) {
        settledOn = null;
        dropUntouched(post.id);
      }
    };
  }, [away, home.id, post.id]);
  return away || accounts === undefined ? null : <Composer post={post} brand={home} accountList={accounts} />;
}

const Gone = () => (
  <div className="screen">
    <ScreenBar title="Composer" />
    <Empty act={<Button onClick={() => navigate('/compose/new')}>Write a new post</Button>}>This post is not here any more. An empty new post goes away when you leave it, others go through the bin.</Empty>
  </div>
);
